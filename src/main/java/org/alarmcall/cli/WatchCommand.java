package org.alarmcall.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.alarmcall.cli.copy.CopyException;
import org.alarmcall.cli.hashing.Arrivals;
import org.alarmcall.cli.hashing.FileHasher;
import org.alarmcall.cli.hashing.Hashed;
import org.alarmcall.cli.hashing.InOrder;
import org.alarmcall.fingerprint.FingerprintType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Matches pictures and videos as they come into a folder and those below it; a line a match.",
            "Ends by a signal, with 0."
        })
final class WatchCommand implements Callable<Integer> {

    private static final long RETRY_MILLIS = 5_000;

    private final Shell shell;

    @Mixin
    private Connection connection = new Connection();

    @Mixin
    private Against against = new Against();

    @Parameters(paramLabel = "DIR", description = "The folder.")
    private Path folder = Path.of(".");

    @Option(names = "--existing", description = "Also match what is there already.")
    private boolean existing;

    @Option(names = "--turned", description = "Match pictures also turned and mirrored.")
    private boolean turned;

    @Option(
            names = "--settle-millis",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How long a file must not change before it is read. Default: ${DEFAULT-VALUE}.")
    private long settleMillis = 2000;

    WatchCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (!Files.isDirectory(folder)) {
            throw Failure.usage(folder + " is no folder.");
        }
        if (settleMillis < 0) {
            throw Failure.usage("--settle-millis must be 0 or more.");
        }
        Once<Server> server = new Once<>(() -> connection.connect(shell).patient());
        try (StopSignal signal = new StopSignal(shell);
                Finder finder = against.open(shell, server);
                Arrivals arrivals = new Arrivals(folder, Duration.ofMillis(settleMillis), existing, shell::say)) {
            Set<FingerprintType> types = against.choose(FileHasher.TYPES, false, finder);
            FileHasher hasher = new FileHasher(types, turned);
            Matcher matcher = new Matcher(finder, against.maxDistance, new MatchPrinter(shell, connection.json), false);
            if (against.collection != null) {
                checkAccess(new ServerFinder(server.get(), against.collection));
            }
            shell.say("Watching " + folder + ".");
            while (!Thread.currentThread().isInterrupted()) {
                match(arrivals.next(), hasher, matcher);
            }
            return Exit.DONE;
        } catch (InterruptedException | CancellationException stopped) {
            return Exit.DONE;
        } catch (NoSuchFileException e) {
            throw Failure.server(folder + " is gone.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A lookup of nothing: it counts for none, tells no value, and is refused as one of the files would be. */
    private void checkAccess(ServerFinder finder) throws InterruptedException {
        untilDone(() -> finder.find(List.of()));
    }

    private void match(List<Path> files, FileHasher hasher, Matcher matcher) throws InterruptedException {
        try (InOrder<Path, Hashed> hashed = new InOrder<>(files.iterator(), hasher::hash, FileHasher.threads())) {
            while (hashed.hasNext()) {
                Hashed next = hashed.next();
                untilDone(() -> matcher.add(next));
            }
        }
        untilDone(matcher::flush);
    }

    /** A server that is away or a copy that can't be read is waited for; a client that is not allowed is told so. */
    private void untilDone(Runnable step) throws InterruptedException {
        while (true) {
            String reason;
            try {
                step.run();
                return;
            } catch (Failure failure) {
                if (failure.exit() != Exit.SERVER) {
                    throw failure;
                }
                reason = failure.sentence();
            } catch (CopyException e) {
                reason = String.valueOf(e.getMessage());
            } catch (UncheckedIOException e) {
                reason = "The copy can't be read: " + e.getCause() + ".";
            }
            if (Thread.interrupted()) {
                throw new InterruptedException(); // what was under way was broken off by the signal
            }
            shell.say(reason + " Trying again in " + RETRY_MILLIS / 1000 + " s.");
            Thread.sleep(RETRY_MILLIS);
        }
    }
}
