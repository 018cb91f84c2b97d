package org.alarmcall.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.alarmcall.cli.copy.CopyException;
import org.alarmcall.cli.copy.Filter;
import org.alarmcall.cli.copy.LocalCopy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "pull",
        mixinStandardHelpOptions = true,
        description = {
            "Keeps an exact copy of a collection's feed in a folder, and proves that it is exact.",
            "The live indicators are in current.ndjson there."
        })
final class PullCommand implements Callable<Integer> {

    private static final int LONGEST_WAIT_SECONDS = 30;
    private static final long VERIFY_EVERY_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final long EXPORT_AT_MOST_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Writing current.ndjson takes at most a twentieth of the time. */
    private static final int EXPORT_SHARE = 20;

    private final Shell shell;

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--collection", required = true, paramLabel = "SLUG", description = "The collection.")
    private String collection = "";

    @Option(names = "--into", required = true, paramLabel = "DIR", description = "The folder of the copy.")
    private Path into = Path.of(".");

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            defaultValue = Filter.EVERY_TIER,
            description = "This tier and above: candidate, reviewed or corroborated. Default: ${DEFAULT-VALUE}.")
    private String tier = Filter.EVERY_TIER;

    @Option(names = "--type", split = ",", paramLabel = "TYPE", description = "Only these types. Default: all.")
    private List<String> types = List.of();

    @Option(names = "--kind", split = ",", paramLabel = "KIND", description = "Only these kinds. Default: all.")
    private List<String> kinds = List.of();

    @Option(names = "--follow", description = "Stay, and apply what comes, until interrupted.")
    private boolean follow;

    PullCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (!List.of("candidate", "reviewed", "corroborated").contains(tier.toLowerCase(Locale.ROOT))) {
            throw Failure.usage("The tier must be candidate, reviewed or corroborated, not " + tier + ".");
        }
        Server server = connection.connect(shell);
        Filter filter = Filter.of(collection, tier, types, kinds);
        try (LocalCopy copy = LocalCopy.open(into, filter)) {
            Follower follower = new Follower(follow ? server.patient() : server, copy, shell);
            follower.catchUp();
            boolean verified = follower.verify();
            long exportNanos = export(copy, server, verified);
            if (!verified) {
                shell.say("The feed moved on faster than it could be compared. Run it again.");
            }
            if (follow) {
                follow(follower, copy, server, exportNanos);
            } else {
                follower.sayHeld();
            }
            return verified ? Exit.DONE : Exit.SERVER;
        } catch (CopyException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends only by an exception or with the process; the copy is whole either way. */
    private void follow(Follower follower, LocalCopy copy, Server server, long firstExportNanos) {
        long exportNanos = firstExportNanos;
        long exportedAt = System.nanoTime();
        long verifiedAt = exportedAt;
        boolean changed = false;
        while (!Thread.currentThread().isInterrupted()) {
            long pauseNanos = Math.max(EXPORT_AT_MOST_EVERY_NANOS, EXPORT_SHARE * exportNanos);
            long dueNanos = exportedAt + pauseNanos - System.nanoTime();
            boolean exportNow = changed && dueNanos <= 0;
            if (exportNow) {
                boolean verify = System.nanoTime() - verifiedAt > VERIFY_EVERY_NANOS;
                boolean verified = verify && follower.verify();
                verifiedAt = verified ? System.nanoTime() : verifiedAt;
                exportNanos = export(copy, server, verified);
                exportedAt = System.nanoTime();
                changed = false;
            }
            int wait = changed ? waitSeconds(dueNanos) : LONGEST_WAIT_SECONDS;
            changed |= follower.step(wait).entries() > 0;
        }
    }

    private static int waitSeconds(long nanos) {
        return (int) Math.max(1, Math.min(LONGEST_WAIT_SECONDS, TimeUnit.NANOSECONDS.toSeconds(nanos) + 1));
    }

    /** Writes current.ndjson, says so, and returns how long it took. */
    private long export(LocalCopy copy, Server server, boolean verified) {
        long begin = System.nanoTime();
        copy.compactIfWorthwhile();
        copy.export(server.uri().toString(), verified);
        if (connection.json) {
            shell.out()
                    .println(Json.line(Json.object()
                            .put("event", "copy")
                            .put("collection", collection)
                            .put("position", copy.position())
                            .put("chain", copy.chain())
                            .put("count", copy.count())
                            .put("digest", copy.totals().digest())
                            .put("verified", verified)
                            .put("into", into.toString())));
        } else {
            shell.out()
                    .printf(
                            Locale.ROOT,
                            "%s is at position %d: %,d live%s.%n",
                            collection,
                            copy.position(),
                            copy.count(),
                            verified ? ", the same as the server's" : "");
        }
        shell.out().flush();
        return System.nanoTime() - begin;
    }
}
