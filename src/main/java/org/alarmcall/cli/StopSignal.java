package org.alarmcall.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command that runs until it is stopped end well: at SIGINT or SIGTERM its thread is interrupted, what it has begun
 * to print is finished, and the program ends with 0.
 */
final class StopSignal implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 5;

    private final Thread worker = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop");
    private final Shell shell;

    StopSignal(Shell shell) {
        this.shell = shell;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop() {
        worker.interrupt();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return; // the signal's own exit code tells that it was cut off
            }
        } catch (InterruptedException e) {
            return;
        }
        shell.out().flush();
        Runtime.getRuntime().halt(Exit.DONE);
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            return; // the hook runs and ends the program
        }
    }
}
