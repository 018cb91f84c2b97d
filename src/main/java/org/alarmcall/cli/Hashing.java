package org.alarmcall.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.alarmcall.cli.hashing.FileHasher;
import org.alarmcall.cli.hashing.FoundFiles;
import org.alarmcall.cli.hashing.LineHasher;
import org.alarmcall.cli.hashing.LineHasher.AccountKind;
import org.alarmcall.fingerprint.FingerprintType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is hashed: the options and parameters that {@code hash} and {@code lookup} have in common. */
final class Hashing {

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE|DIR",
            description = "Pictures and videos, and folders of them; - for their names on standard input, a line each.")
    List<String> files = List.of();

    @Option(
            names = "--type",
            split = ",",
            paramLabel = "TYPE",
            description = "Only these types, for example image_pdq. Default: all that can be made.")
    List<String> types = List.of();

    @Option(names = "--turned", description = "For image_pdq also the seven turned and mirrored pictures.")
    boolean turned;

    @Option(names = "--text", description = "The files hold texts, a line each; - is standard input.")
    boolean text;

    @Option(names = "--link", description = "The files hold addresses of web pages, a line each.")
    boolean link;

    @Option(
            names = "--account",
            paramLabel = "KIND",
            description =
                    "The files hold sellers' accounts, a line each: email, phone or handle. The coalition's key is"
                            + " fetched from the server.")
    @Nullable
    String account;

    @Option(
            names = "--region",
            paramLabel = "CC",
            description = "Where telephone numbers without a country code are dialled, for example IT.")
    @Nullable
    String region;

    @Option(
            names = "--platform",
            paramLabel = "HOST",
            description =
                    "What the handles are of, for example marketplace.example. Default: each line is HOST:HANDLE.")
    @Nullable
    String platform;

    boolean hasFiles() {
        return !files.isEmpty();
    }

    void sayNothingFound(Shell shell) {
        shell.say("There is nothing to hash in " + String.join(", ", files) + ".");
    }

    /** The types of the command line; what can be made of the files when it has none. */
    Set<FingerprintType> types() {
        Set<FingerprintType> possible = possible();
        if (types.isEmpty()) {
            return possible;
        }
        Set<FingerprintType> chosen = EnumSet.noneOf(FingerprintType.class);
        for (String name : types) {
            FingerprintType type = FingerprintType.ofWire(name.toLowerCase(Locale.ROOT));
            if (type == null) {
                throw Failure.usage("--type: " + FingerprintType.unknown(name) + ".");
            }
            if (!possible.contains(type)) {
                throw Failure.usage("--type: " + type.wire() + " is not made of these. Of pictures and videos there"
                        + " are image_* and video_*, with --text text_*, with --link url_sha256, with --account"
                        + " account_hmac.");
            }
            chosen.add(type);
        }
        return chosen;
    }

    private Set<FingerprintType> possible() {
        if ((text ? 1 : 0) + (link ? 1 : 0) + (account == null ? 0 : 1) > 1) {
            throw Failure.usage("Choose one of --text, --link and --account.");
        }
        if (text) {
            return EnumSet.of(FingerprintType.TEXT_SHA256, FingerprintType.TEXT_TLSH);
        }
        if (link) {
            return EnumSet.of(FingerprintType.URL_SHA256);
        }
        return account == null ? FileHasher.TYPES : EnumSet.of(FingerprintType.ACCOUNT_HMAC);
    }

    private boolean ofLines() {
        return text || link || account != null;
    }

    /**
     * Begins to hash.
     *
     * @param wanted of {@link #types()}
     * @param server asked for the keys of accounts, when there are any
     * @param allKeys whether accounts are hashed under the older keys, too, as for looking up
     */
    HashedItems open(Shell shell, Set<FingerprintType> wanted, Supplier<Server> server, boolean allKeys) {
        files.forEach(Hashing::refuseUnreadable);
        if (!ofLines()) {
            return HashedItems.ofFiles(
                    new FoundFiles(files, shell.in()), new FileHasher(wanted, turned), FileHasher.threads());
        }
        try {
            return HashedItems.ofLines(files, shell.in(), lineHasher(server, allKeys), wanted);
        } catch (IOException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
    }

    private static void refuseUnreadable(String file) {
        try {
            if (!file.equals(FoundFiles.STANDARD_INPUT) && !Files.isReadable(Path.of(file))) {
                throw Failure.usage(file + " can't be read.");
            }
        } catch (InvalidPathException e) {
            throw Failure.usage(file + " is no name of a file.");
        }
    }

    private LineHasher lineHasher(Supplier<Server> server, boolean allKeys) {
        if (text) {
            return LineHasher.texts();
        }
        String kind = account;
        if (kind == null) {
            return LineHasher.links();
        }
        return LineHasher.accounts(kindOf(kind), region, platform, AccountKeys.fetch(server.get(), allKeys));
    }

    private static AccountKind kindOf(String name) {
        for (AccountKind kind : AccountKind.values()) {
            if (kind.name().equalsIgnoreCase(name)) {
                return kind;
            }
        }
        throw Failure.usage("--account must be email, phone or handle, not " + name + ".");
    }
}
