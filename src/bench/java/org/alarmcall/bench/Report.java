package org.alarmcall.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/** Goes to the console and to {@code target/bench/<name>.txt}. */
final class Report {

    private final Path file;

    Report(String name) throws IOException {
        this.file = Settings.folder().resolve(name + ".txt");
        Files.createDirectories(Settings.folder());
        Files.deleteIfExists(file);
        line("# %s", name);
        Machine.describe().forEach(text -> line("%s", text));
    }

    void line(String format, Object... values) {
        String text = String.format(Locale.ROOT, format, values);
        System.out.println(text);
        try {
            Files.writeString(file, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A wrong sum makes all numbers worthless: it ends the benchmark. */
    void check(String what, long expected, long found) {
        line("   check: %s = %d%s", what, found, expected == found ? "" : ", BUT EXPECTED " + expected);
        if (expected != found) {
            throw new IllegalStateException(what + ": " + found + " instead of " + expected);
        }
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** In milliseconds. */
    static double percentile(long[] nanos, int percent) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }
}
