package org.alarmcall.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.alarmcall.cli.hashing.Hash;
import org.alarmcall.cli.hashing.Hashed;
import org.alarmcall.fingerprint.Turn;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "hash",
        mixinStandardHelpOptions = true,
        description = {
            "Hashes pictures and videos on this machine; with --text, --link or --account, lines of text.",
            "Prints a JSON object a fingerprint, in the order of the files."
        })
final class HashCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private Connection connection = new Connection();

    @Mixin
    private Hashing hashing = new Hashing();

    HashCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (!hashing.hasFiles()) {
            throw Failure.usage("Name files or folders, or - for names on standard input.");
        }
        Progress progress = Progress.counting(shell, "Hashing", "files or lines");
        long done = 0;
        long failed = 0;
        boolean nothing = true;
        try (HashedItems items = hashing.open(shell, hashing.types(), () -> connection.connect(shell), false)) {
            while (items.hasNext()) {
                Hashed item = items.next();
                nothing &= item.isEmpty();
                failed += print(item, progress) ? 0 : 1;
                progress.show(++done);
            }
            progress.end();
            if (items.passedOver() > 0) {
                shell.say(String.format(
                        "%s neither pictures nor videos.",
                        Counted.of(items.passedOver(), "file in folders is", "files in folders are")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (nothing) {
            hashing.sayNothingFound(shell);
        }
        if (failed > 0) {
            shell.say(String.format(Locale.ROOT, "%,d of %,d could not be hashed.", failed, done));
        }
        return failed > 0 ? Exit.REJECTED : Exit.DONE;
    }

    private boolean print(Hashed item, Progress progress) {
        String problem = item.problem();
        if (problem != null) {
            progress.end();
            shell.say(item.place() + ": " + problem);
            if (connection.json) {
                shell.out().println(Json.line(begin(item).put("error", problem)));
            }
            return false;
        }
        for (Hash hash : item.hashes()) {
            ObjectNode line = begin(item)
                    .put("type", hash.fingerprint().type().wire())
                    .put("value", hash.fingerprint().canonical())
                    .put("quality", hash.quality());
            if (hash.turn() != Turn.NONE) {
                line.put("turn", hash.turn().name().toLowerCase(Locale.ROOT));
            }
            if (hash.keyVersion() != null) {
                line.put("keyVersion", hash.keyVersion());
            }
            shell.out().println(Json.line(line));
        }
        return true;
    }

    private static ObjectNode begin(Hashed item) {
        ObjectNode line = Json.object().put("file", item.file());
        return item.line() == 0 ? line : line.put("line", item.line());
    }
}
