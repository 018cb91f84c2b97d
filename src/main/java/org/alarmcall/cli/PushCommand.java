package org.alarmcall.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.alarmcall.cli.hashing.LineHasher.AccountKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "push",
        mixinStandardHelpOptions = true,
        description = {
            "Sends listings: a JSON object a line, or CSV with a header.",
            "In CSV the columns file, text, url and account are hashed on this machine and not sent.",
            "Cut off, it goes on where it was when the same command is given again."
        })
final class PushCommand implements Callable<Integer> {

    private static final int MOST_LISTINGS = 100_000;

    private final Shell shell;

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--collection", required = true, paramLabel = "SLUG", description = "The collection.")
    private String collection = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "ndjson or csv. Default: by the file's name; ndjson for standard input.")
    private @Nullable String format;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Listings (for CSV: rows) a request. Default: ${DEFAULT-VALUE}.")
    private int batch = 5000;

    @Option(
            names = "--region",
            paramLabel = "CC",
            description = "Where telephone numbers without a country code are dialled, for example IT.")
    private @Nullable String region;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files; - for standard input.")
    private List<String> files = List.of();

    PushCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (batch < 1 || batch > MOST_LISTINGS) {
            throw Failure.usage("--batch must be from 1 to " + MOST_LISTINGS + ".");
        }
        for (String file : files) {
            if (!file.equals(PushFormat.STANDARD_INPUT) && !Files.isReadable(Path.of(file))) {
                throw Failure.usage(file + " can't be read.");
            }
            PushFormat.of(file, format);
        }
        Server server = connection.connect(shell);
        Once<List<AccountKey>> keys = new Once<>(() -> AccountKeys.fetch(server, false));
        Push push = new Push(server, shell, collection, batch);
        boolean rejected = false;
        try {
            for (String file : files) {
                PushResult result = send(push, file, keys);
                report(file, result);
                rejected |= result.hasRejected();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rejected ? Exit.REJECTED : Exit.DONE;
    }

    private PushResult send(Push push, String file, Once<List<AccountKey>> keys) throws IOException {
        if (!file.equals(PushFormat.STANDARD_INPUT)) {
            Path path = Path.of(file);
            HashedRows rows = new HashedRows(path.toAbsolutePath().resolveSibling(""), region, keys);
            return push.send(path, file, PushFormat.of(file, format), rows);
        }
        OwnerOnly.createFolder(shell.stateDir());
        Path kept = OwnerOnly.createTemporary(shell.stateDir());
        try {
            Files.copy(shell.in(), kept, StandardCopyOption.REPLACE_EXISTING);
            return push.send(
                    kept, "standard input", PushFormat.of(file, format), new HashedRows(Path.of(""), region, keys));
        } finally {
            Files.deleteIfExists(kept);
        }
    }

    private void report(String file, PushResult result) {
        if (connection.json) {
            for (Rejection rejection : result.rejections()) {
                ObjectNode event = Json.object().put("event", "rejected").put("file", file);
                shell.out().println(Json.line(event.setAll(rejection.toJson())));
            }
            ObjectNode summary = result.toJson();
            summary.remove("rejections");
            shell.out()
                    .println(Json.line(Json.object()
                            .put("event", "summary")
                            .put("file", file)
                            .setAll(summary)));
        } else {
            for (Rejection rejection : result.rejections()) {
                shell.out()
                        .printf(
                                "%s:%d: %s%s%s%n",
                                file,
                                rejection.line(),
                                rejection.reference().isEmpty() ? "" : rejection.reference() + " ",
                                rejection.pointer().isEmpty() ? "" : rejection.pointer() + ": ",
                                rejection.reason());
            }
            shell.out()
                    .printf(
                            Locale.ROOT,
                            "%s: %s; indicators: %,d created, %,d corroborated, %,d duplicate, %,d rejected%n",
                            file,
                            Counted.of(result.listings(), "listing", "listings"),
                            result.created(),
                            result.corroborated(),
                            result.duplicate(),
                            result.rejected());
        }
        shell.out().flush();
    }
}
