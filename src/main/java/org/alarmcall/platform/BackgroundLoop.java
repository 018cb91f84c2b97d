package org.alarmcall.platform;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A thread that works in rounds: at the start, when it is woken, and after a period in which nobody woke it. It outlives
 * whatever a round throws, and then pauses, longer after each failure in a row, whoever wakes it.
 */
public final class BackgroundLoop {

    private static final Logger LOG = Logger.getLogger(BackgroundLoop.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final int MOST_DOUBLINGS = 10;
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    /** What the thread does. */
    @FunctionalInterface
    public interface Round {
        void run() throws InterruptedException;
    }

    private final String name;
    private final Duration period;
    private final Round round;
    private final Runnable onFailure;
    private final Thread thread;
    private final Semaphore wake = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile long lastRound = System.nanoTime();
    private int failuresInARow;

    /** For rounds that say of themselves what failed. */
    public BackgroundLoop(String name, Duration period, Round round) {
        this(name, period, round, () -> {});
    }

    /** @param onFailure is told of each failure, for a metric */
    public BackgroundLoop(String name, Duration period, Round round, Runnable onFailure) {
        this.name = name;
        this.period = period;
        this.round = round;
        this.onFailure = onFailure;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Begins with a round. Once only. */
    public void start() {
        thread.start();
    }

    /** Lets the round that is under way see {@link #isStopped} and end, for some seconds; begins no other. */
    public void stop() {
        stopping.countDown();
        wake();
        try {
            thread.join(STOP_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A round begins as soon as the one under way is over. */
    public void wake() {
        wake.release();
    }

    /** Whether a round under way should end. */
    public boolean isStopped() {
        return stopping.getCount() == 0;
    }

    /** For the round: does nothing for so long, unless it is to stop. */
    public void rest(Duration duration) throws InterruptedException {
        stopping.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** For the round: a part of its work failed, and the others go on. What fails because all stops is no news. */
    public void failed(String what, Throwable e) {
        onFailure.run();
        if (!isStopped()) {
            LOG.error(what, e);
        }
    }

    /** How long ago a round last ended well; since the start where none has. */
    public Duration sinceLastRound() {
        return Duration.ofNanos(System.nanoTime() - lastRound);
    }

    private void run() {
        try {
            while (!isStopped()) {
                wake.drainPermits(); // the round sees what they tell of
                if (endsWell()) {
                    wake.tryAcquire(period.toMillis(), TimeUnit.MILLISECONDS);
                } else {
                    rest(pause(period, failuresInARow));
                }
            }
        } catch (InterruptedException e) {
            stopping.countDown();
            Thread.currentThread().interrupt();
        }
    }

    private boolean endsWell() throws InterruptedException {
        try {
            round.run();
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) { // the thread must outlive it
            onFailure.run();
            if (failuresInARow == 0 && !isStopped()) {
                LOG.errorf(e, "A round of %s failed; trying again, silently until one ends well", name);
            }
            failuresInARow++;
            return false;
        }
        lastRound = System.nanoTime();
        if (failuresInARow > 0) {
            LOG.infof("A round of %s ended well, after %d that failed", name, failuresInARow);
            failuresInARow = 0;
        }
        return true;
    }

    /** The period, then twice that, and so on up to some seconds; a longer period stays as it is. */
    static Duration pause(Duration period, int failuresInARow) {
        Duration longest = period.compareTo(LONGEST_PAUSE) < 0 ? LONGEST_PAUSE : period;
        Duration pause = period.multipliedBy(1L << Math.min(failuresInARow - 1, MOST_DOUBLINGS));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
