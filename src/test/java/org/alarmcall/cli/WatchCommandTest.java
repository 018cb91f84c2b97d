package org.alarmcall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.alarmcall.fingerprint.Pdq;
import org.alarmcall.fingerprint.SamplePictures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WatchCommandTest {

    private static final int SETTLE_MILLIS = 300;

    /** A writer on a busy machine may rest for longer than the others. */
    private static final int LONG_SETTLE_MILLIS = 2_000;

    @TempDir
    Path home = Path.of(".");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private FaultyServer server = connected();
    private Thread watching = new Thread();
    private Path folder = home;

    private static FaultyServer connected() {
        try {
            return new FaultyServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void fillFeed() throws IOException {
        folder = Files.createDirectories(home.resolve("in"));
        String value = Pdq.of(SamplePictures.scene(7, 300, 200)).fingerprint().canonical();
        server.feed.upsert(1, "image_pdq", value, 1);
    }

    @AfterEach
    void stop() throws InterruptedException {
        watching.interrupt();
        watching.join();
        server.close();
    }

    @Test
    void what_comes_is_matched_also_in_new_folders_and_after_errors() throws Exception {
        Files.write(folder.resolve("old.png"), png(7));
        watch();
        Files.write(folder.resolve("other.png"), png(8));
        Files.write(folder.resolve("broken.png"), Arrays.copyOf(png(7), 200));
        Files.write(folder.resolve("notes.txt"), png(7));
        Files.createDirectories(folder.resolve("a/b"));
        Files.write(folder.resolve("a/b/new.png"), png(7));
        await(() -> said(out).contains("new.png")
                && said(out).contains("notes.txt")
                && said(err).contains("broken.png: "));
        server.faults.addAll(List.of(FaultyServer.Fault.DROP, FaultyServer.Fault.BUSY));
        Files.move(Files.write(home.resolve("later.png"), png(7)), folder.resolve("later.png"));
        await(() -> said(out).contains("later.png"));
        assertFalse(said(out).contains("old.png"), said(out));
        assertFalse(said(out).contains("other.png"), said(out));
        watching.interrupt();
        assertEquals(Exit.DONE, exit.get(30, TimeUnit.SECONDS), said(err));
    }

    @Test
    void a_file_is_read_when_it_is_whole() throws Exception {
        watch(LONG_SETTLE_MILLIS);
        byte[] png = png(7);
        try (OutputStream slow = Files.newOutputStream(folder.resolve("slow.png"))) {
            for (int i = 0; i < 40; i++) {
                slow.write(png, i * png.length / 40, (i + 1) * png.length / 40 - i * png.length / 40);
                slow.flush();
                Thread.sleep(
                        LONG_SETTLE_MILLIS / 20); // twice the settle time for all, and much less from one to the next
            }
        }
        await(() -> said(out).contains("slow.png"));
        assertFalse(said(err).contains("slow.png"), said(err));
    }

    @Test
    void what_is_there_is_matched_when_asked_for() throws Exception {
        Files.write(folder.resolve("old.png"), png(7));
        watch("--existing");
        await(() -> said(out).contains("old.png"));
    }

    /** The folder is empty: no file is needed to find out. */
    @Test
    void what_the_server_refuses_ends_it_at_the_start() {
        Run.In shell = Run.In.home(home).withCredentialsOf(server);
        String watched = folder.toString();
        assertEnds(
                Exit.NOT_ALLOWED,
                shell.with("ALARMCALL_CLIENT_SECRET", "wrong").run("watch", "--collection", "ivory", watched));
        assertEnds(Exit.USAGE, shell.run("watch", "--collection", "nope", watched));
        server.faults.add(FaultyServer.Fault.FORBIDDEN);
        assertEnds(Exit.NOT_ALLOWED, shell.run("watch", "--collection", "ivory", "--private", watched));
        assertEnds(Exit.USAGE, shell.run("watch", "--collection", "ivory", home + "/none"));
    }

    @Test
    void a_server_that_is_away_at_the_start_is_waited_for() throws Exception {
        server.faults.addAll(List.of(FaultyServer.Fault.DROP, FaultyServer.Fault.BUSY));
        watch();
        assertEquals(List.of(0, 0), server.lookups.sizes, "nothing was looked up to find out");
        Files.write(folder.resolve("new.png"), png(7));
        await(() -> said(out).contains("new.png"));
    }

    private static void assertEnds(int expected, Run run) {
        assertEquals(expected, run.exit(), run.err());
        assertFalse(run.err().contains("Watching"), run.err());
    }

    private void watch(String... more) {
        watch(SETTLE_MILLIS, more);
    }

    private void watch(int settleMillis, String... more) {
        String[] arguments = {
            "watch",
            "--collection",
            "ivory",
            "--settle-millis",
            "" + settleMillis,
            "--retry-delay-millis",
            "1",
            folder.toString()
        };
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        Shell shell = new Shell(
                Map.of(
                        "HOME",
                        home.toString(),
                        "ALARMCALL_URL",
                        server.url(),
                        "ALARMCALL_CLIENT_ID",
                        FaultyServer.CLIENT,
                        "ALARMCALL_CLIENT_SECRET",
                        FaultyServer.SECRET),
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        watching = new Thread(() -> exit.complete(Alarmcall.run(shell, all)));
        watching.start();
        await(() -> said(err).contains("Watching "));
    }

    private void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertFalse(exit.isDone(), () -> "it ended: " + said(err));
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new AssertionError(said(out) + said(err), e);
            }
        }
    }

    private static String said(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    private static byte[] png(long seed) throws IOException {
        return SamplePictures.file(SamplePictures.scene(seed, 300, 200), "png");
    }
}
