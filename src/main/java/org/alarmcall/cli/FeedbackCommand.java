package org.alarmcall.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "feedback",
        mixinStandardHelpOptions = true,
        description = {
            "Says what your member thinks of indicators in a feed: of one by options, of many by a file.",
            "Files: CSV with the columns indicatorId, opinion, reason, matched, removed, removedBeforeView, upheldAppeals",
            "(the first two are required), or a JSON object a line. Your member's newest opinion stands."
        })
final class FeedbackCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--collection", required = true, paramLabel = "SLUG", description = "The collection.")
    private String collection = "";

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    FeedbackCommand(Shell shell) {
        this.shell = shell;
    }

    /** One or the other. */
    static final class Source {

        @ArgGroup(exclusive = false)
        private @Nullable Many many;

        @ArgGroup(exclusive = false)
        private @Nullable One one;
    }

    static final class Many {

        @Parameters(paramLabel = "FILE", description = "The file; - for standard input.")
        private String file = "";

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                description = "ndjson or csv. Default: by the file's name; ndjson for standard input.")
        private @Nullable String format;
    }

    static final class One {

        @Option(names = "--indicator", required = true, paramLabel = "ID", description = "As in the feed.")
        private String indicator = "";

        @Option(
                names = "--opinion",
                required = true,
                paramLabel = "OPINION",
                description = "confirm, dispute, seen or flood.")
        private String opinion = "";

        @Option(names = "--reason", paramLabel = "TEXT", description = "For staff; no personal data.")
        private @Nullable String reason;

        @Option(names = "--matched", paramLabel = "N", description = "Listings that it matched so far.")
        private @Nullable Long matched;

        @Option(names = "--removed", paramLabel = "N", description = "Of those, removed.")
        private @Nullable Long removed;

        @Option(names = "--removed-before-view", paramLabel = "N", description = "Of those, before anybody saw them.")
        private @Nullable Long removedBeforeView;

        @Option(names = "--upheld-appeals", paramLabel = "N", description = "Removals taken back on appeal.")
        private @Nullable Long upheldAppeals;

        OpinionBatch batch() {
            ObjectNode item = Json.object()
                    .put("indicatorId", indicator)
                    .put("opinion", opinion)
                    .put("reason", reason);
            item.putObject("actions")
                    .put("matched", matched)
                    .put("removed", removed)
                    .put("removedBeforeView", removedBeforeView)
                    .put("upheldAppeals", upheldAppeals);
            return new OpinionBatch(List.of(new OpinionBatch.Item(0, item)), List.of());
        }
    }

    /** What became of opinions, in numbers. */
    private record Sum(long accepted, long rejected) {

        Sum plus(OpinionBatch batch, List<Rejection> rejections) {
            long bad = rejections.stream().mapToInt(Rejection::line).distinct().count();
            long all = batch.items().size() + batch.unsent().size();
            return new Sum(accepted + all - bad, rejected + bad);
        }
    }

    @Override
    public Integer call() {
        Many many = source.many;
        Sum sum;
        if (many != null) {
            sum = sendFile(many.file, PushFormat.of(many.file, many.format));
            summarize(many.file, sum);
        } else {
            OpinionBatch batch = Optional.ofNullable(source.one).orElseThrow().batch();
            sum = send(new OpinionSender(connection.connect(shell), collection), batch, null, new Sum(0, 0));
            summarize(null, sum);
        }
        return sum.rejected() > 0 ? Exit.REJECTED : Exit.DONE;
    }

    private Sum sendFile(String file, PushFormat format) {
        boolean standardInput = file.equals(PushFormat.STANDARD_INPUT);
        if (!standardInput && !Files.isReadable(Path.of(file))) {
            throw Failure.usage(file + " can't be read.");
        }
        OpinionSender sender = new OpinionSender(connection.connect(shell), collection);
        Progress progress = Progress.counting(shell, file, "opinions");
        Sum sum = new Sum(0, 0);
        try (InputStream in =
                        standardInput ? shell.in() : new BufferedInputStream(Files.newInputStream(Path.of(file)));
                OpinionBatches batches = OpinionBatches.of(format, in)) {
            for (Optional<OpinionBatch> next = batches.next(); next.isPresent(); next = batches.next()) {
                sum = send(sender, next.get(), file, sum);
                progress.show(sum.accepted() + sum.rejected());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            progress.end();
        }
        return sum;
    }

    private Sum send(OpinionSender sender, OpinionBatch batch, @Nullable String file, Sum before) {
        List<Rejection> rejections = sender.send(batch);
        for (Rejection rejection : rejections) {
            print(file, rejection);
        }
        shell.out().flush();
        return before.plus(batch, rejections);
    }

    private void print(@Nullable String file, Rejection rejection) {
        if (connection.json) {
            ObjectNode event = Json.object().put("event", "rejected");
            if (file != null) {
                event.put("file", file).put("line", rejection.line());
            }
            event.put("indicatorId", rejection.reference())
                    .put("pointer", rejection.pointer())
                    .put("reason", rejection.reason());
            shell.out().println(Json.line(event));
        } else {
            String place = file == null ? "" : file + ":" + rejection.line() + ": ";
            String id = rejection.reference().isEmpty() ? "" : rejection.reference() + " ";
            String pointer = rejection.pointer().isEmpty() ? "" : rejection.pointer() + ": ";
            shell.out().println(place + id + pointer + rejection.reason());
        }
    }

    private void summarize(@Nullable String file, Sum sum) {
        if (connection.json) {
            ObjectNode event = Json.object().put("event", "summary");
            if (file != null) {
                event.put("file", file);
            }
            event.put("opinions", sum.accepted() + sum.rejected())
                    .put("accepted", sum.accepted())
                    .put("rejected", sum.rejected());
            shell.out().println(Json.line(event));
        } else {
            shell.out()
                    .printf(
                            Locale.ROOT,
                            "%sopinions: %,d accepted, %,d rejected%n",
                            file == null ? "" : file + ": ",
                            sum.accepted(),
                            sum.rejected());
        }
    }
}
