package org.alarmcall.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.alarmcall.cli.hashing.Hash;
import org.alarmcall.cli.hashing.Hashed;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintException;
import org.alarmcall.fingerprint.FingerprintType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "lookup",
        mixinStandardHelpOptions = true,
        description = {
            "Says what is known of files, or of a value: hashes on this machine and asks the server, or a copy.",
            "Exit 0 when there is a match for each, 1 when not."
        })
final class LookupCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private Connection connection = new Connection();

    @Mixin
    private Hashing hashing = new Hashing();

    @Mixin
    private Against against = new Against();

    @Option(
            names = "--value",
            paramLabel = "VALUE",
            description = "A fingerprint, of the one --type; instead of files.")
    private @Nullable String value;

    LookupCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (hashing.hasFiles() == (value != null)) {
            throw Failure.usage("Name files or folders, or one --type and its --value.");
        }
        Once<Server> server = new Once<>(() -> connection.connect(shell));
        try (Finder finder = against.open(shell, server)) {
            Matcher matcher = new Matcher(finder, against.maxDistance, new MatchPrinter(shell, connection.json), true);
            boolean some = value == null ? lookUpFiles(matcher, finder, server) : lookUp(value, matcher, finder);
            matcher.flush();
            return some && matcher.missed() == 0 ? Exit.DONE : Exit.REJECTED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean lookUp(String text, Matcher matcher, Finder finder) {
        Hash hash = Hash.of(parse(text));
        against.choose(EnumSet.of(hash.fingerprint().type()), true, finder);
        matcher.add(new Hashed(text, 0, List.of(hash), null));
        return true;
    }

    /** Returns whether there was anything to hash, and says so when not. */
    private boolean lookUpFiles(Matcher matcher, Finder finder, Once<Server> server) throws IOException {
        Set<FingerprintType> types = against.choose(hashing.types(), !hashing.types.isEmpty(), finder);
        Progress progress = Progress.counting(shell, "Looking up", "files or lines");
        long done = 0;
        boolean nothing = true;
        try (HashedItems items = hashing.open(shell, types, server, true)) {
            while (items.hasNext()) {
                Hashed item = items.next();
                nothing &= item.isEmpty();
                matcher.add(item);
                progress.show(++done);
            }
        } finally {
            progress.end();
        }
        if (nothing) {
            hashing.sayNothingFound(shell);
        }
        return !nothing;
    }

    private Fingerprint parse(String text) {
        FingerprintType type = hashing.types.size() == 1
                ? FingerprintType.ofWire(hashing.types.get(0).toLowerCase(Locale.ROOT))
                : null;
        if (type == null) {
            throw Failure.usage("--value needs one --type of " + FingerprintType.names() + ".");
        }
        try {
            return Fingerprint.parse(type, text.strip());
        } catch (FingerprintException e) {
            throw Failure.usage("--value: " + e.reason() + ".");
        }
    }
}
