package org.alarmcall.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.alarmcall.testing.Await;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackgroundLoopTest {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final Logged logged = new Logged();
    private final Logger logger = Logger.getLogger(BackgroundLoop.class.getName());
    private @Nullable BackgroundLoop loop;

    @BeforeEach
    void listen() {
        logger.addHandler(logged);
    }

    @AfterEach
    void stop() {
        if (loop != null) {
            loop.stop();
        }
        logger.removeHandler(logged);
    }

    @Test
    void beginsWithARoundAndGoesOnWhenWoken() {
        BackgroundLoop loop = started(NEVER, rounds::incrementAndGet);
        ranMoreThan(0);
        loop.wake();
        ranMoreThan(1);
        assertEquals(2, rounds.get());
    }

    @Test
    void goesOnAfterThePeriodWhenNobodyWakesIt() {
        started(AT_ONCE, rounds::incrementAndGet);
        ranMoreThan(3);
    }

    /** What a round can't have seen any more is seen by the next. */
    @Test
    void aWakeDuringARoundBringsAnother() throws InterruptedException {
        CountDownLatch woken = new CountDownLatch(1);
        BackgroundLoop loop = started(NEVER, () -> {
            rounds.incrementAndGet();
            woken.await();
        });
        ranMoreThan(0);
        loop.wake();
        loop.wake();
        woken.countDown();
        ranMoreThan(1);
    }

    @Test
    void outlivesWhateverARoundThrowsCountsItAndLogsItOnceUntilOneEndsWell() {
        started(AT_ONCE, () -> {
            switch (rounds.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("first");
                case 2 -> throw new AssertionError("second");
                case 4 -> throw new IllegalStateException("fourth");
                default -> {}
            }
        });
        ranMoreThan(5);
        assertEquals(3, failures.get());
        assertEquals(List.of("first", "fourth"), logged.thrown(Level.SEVERE));
    }

    @Test
    void aFailureOfAPartIsCountedAndLoggedUnlessAllStops() {
        BackgroundLoop loop = started(NEVER, rounds::incrementAndGet);
        loop.failed("A part failed", new IllegalStateException("part"));
        loop.stop();
        loop.failed("A part failed", new IllegalStateException("because all stops"));
        assertEquals(2, failures.get());
        assertEquals(List.of("part"), logged.thrown(Level.SEVERE));
    }

    @Test
    void noWakeShortensThePauseAfterAFailure() throws InterruptedException {
        BlockingQueue<Integer> begun = new LinkedBlockingQueue<>();
        BackgroundLoop loop = started(NEVER, () -> {
            begun.add(rounds.incrementAndGet());
            throw new IllegalStateException("each time");
        });
        assertNotNull(begun.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        loop.wake();
        assertNull(begun.poll(100, TimeUnit.MILLISECONDS));
    }

    @Test
    void pausesLongerAfterEachFailureUpToALimit() {
        Duration period = Duration.ofMillis(500);
        assertEquals(Duration.ofMillis(500), BackgroundLoop.pause(period, 1));
        assertEquals(Duration.ofSeconds(1), BackgroundLoop.pause(period, 2));
        assertEquals(Duration.ofSeconds(2), BackgroundLoop.pause(period, 3));
        assertEquals(Duration.ofSeconds(2), BackgroundLoop.pause(period, 4));
        assertEquals(Duration.ofSeconds(2), BackgroundLoop.pause(period, Integer.MAX_VALUE));
        assertEquals(Duration.ofMinutes(1), BackgroundLoop.pause(Duration.ofMinutes(1), 7));
    }

    @Test
    void stopsFromItsWaitFromItsPauseAndFromARest() {
        BackgroundLoop waiting = started(NEVER, rounds::incrementAndGet);
        ranMoreThan(0);
        assertStops(waiting);
        BackgroundLoop pausing = started(NEVER, () -> {
            rounds.incrementAndGet();
            throw new IllegalStateException("each time");
        });
        ranMoreThan(1);
        assertStops(pausing);
        BackgroundLoop resting = started(NEVER, () -> {
            rounds.incrementAndGet();
            loop().rest(NEVER);
        });
        ranMoreThan(2);
        assertStops(resting);
        assertEquals(3, rounds.get());
    }

    @Test
    void stopWaitsForTheRoundUnderWay() {
        AtomicInteger ended = new AtomicInteger();
        BackgroundLoop loop = started(NEVER, () -> {
            rounds.incrementAndGet();
            Await.until("told to stop", PATIENCE, () -> loop().isStopped());
            ended.incrementAndGet();
        });
        ranMoreThan(0);
        assertFalse(loop.isStopped());
        loop.stop();
        assertEquals(1, ended.get());
    }

    @Test
    void mayBeStoppedWithoutHavingBegun() {
        loop = new BackgroundLoop("loop-test", NEVER, rounds::incrementAndGet);
        assertStops(loop);
        assertEquals(0, rounds.get());
    }

    @Test
    void growsOlderWhileNoRoundEndsWell() {
        AtomicInteger failing = new AtomicInteger(1);
        BackgroundLoop loop = started(AT_ONCE, () -> {
            rounds.incrementAndGet();
            if (failing.get() == 1) {
                throw new IllegalStateException("each time");
            }
        });
        ranMoreThan(2);
        Duration before = loop.sinceLastRound();
        ranMoreThan(3);
        Duration after = loop.sinceLastRound();
        assertTrue(after.compareTo(before) > 0, () -> after + " is no longer than " + before);
        failing.set(0);
        Await.until("a round ended well", PATIENCE, () -> loop.sinceLastRound().compareTo(after) < 0);
    }

    private BackgroundLoop started(Duration period, BackgroundLoop.Round round) {
        BackgroundLoop started = new BackgroundLoop("loop-test", period, round, failures::incrementAndGet);
        loop = started;
        started.start();
        return started;
    }

    private BackgroundLoop loop() {
        return Objects.requireNonNull(loop);
    }

    private void ranMoreThan(int count) {
        Await.until("more than " + count + " rounds", PATIENCE, () -> rounds.get() > count);
    }

    private static void assertStops(BackgroundLoop loop) {
        loop.stop();
        assertTrue(loop.isStopped());
        assertTrue(
                Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("loop-test")),
                "the thread has ended");
    }

    private static final class Logged extends Handler {

        private final List<LogRecord> records = new CopyOnWriteArrayList<>();

        List<String> thrown(Level level) {
            return records.stream()
                    .filter(record -> record.getLevel().intValue() >= level.intValue())
                    .map(record -> record.getThrown().getMessage())
                    .toList();
        }

        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
