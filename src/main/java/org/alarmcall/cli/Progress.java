package org.alarmcall.cli;

import java.util.Locale;

/** A bar on standard error, when somebody watches; a count where nobody knows how much there is. */
final class Progress {

    private static final int WIDTH = 30;
    private static final long REDRAW_NANOS = 100_000_000;
    private static final long UNKNOWN = -1;

    private final Shell shell;
    private final String title;
    private final long total;
    private final String unit;
    private final boolean watched;
    private long drawnNanos;
    private boolean drawn;

    Progress(Shell shell, String title, long total, String unit) {
        this.shell = shell;
        this.title = title;
        this.total = total;
        this.unit = unit;
        this.watched = shell.isWatched();
    }

    static Progress counting(Shell shell, String title, String unit) {
        return new Progress(shell, title, UNKNOWN, unit);
    }

    void show(long done) {
        long now = watched ? System.nanoTime() : 0;
        if (!watched || (drawn && now - drawnNanos < REDRAW_NANOS && done != total)) {
            return;
        }
        drawnNanos = now;
        drawn = true;
        if (total == UNKNOWN) {
            shell.err().printf(Locale.ROOT, "\r%s %,d %s", title, done, unit);
        } else {
            drawBar(done);
        }
        shell.err().flush();
    }

    private void drawBar(long done) {
        int filled = total == 0 ? WIDTH : (int) Math.min(WIDTH, WIDTH * done / total);
        long percent = total == 0 ? 100 : Math.min(100, 100 * done / total);
        shell.err()
                .printf(
                        Locale.ROOT,
                        "\r%s [%s%s] %3d %%  %,d of %,d %s",
                        title,
                        "=".repeat(filled),
                        " ".repeat(WIDTH - filled),
                        percent,
                        done,
                        total,
                        unit);
    }

    /** Leaves the line to what comes next. */
    void end() {
        if (drawn) {
            shell.err().println();
            drawn = false;
        }
    }
}
