package org.alarmcall.cli.copy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The places of the live lines, sorted by kind, type and value. Holds the first eight characters of each value, which
 * are hashes and nearly always tell two apart; only where they do not is the line read again.
 */
final class SortedLines {

    private record Key(int group, long prefix, long place) {}

    private SortedLines() {}

    static long[] of(Live live, LogFile log) throws IOException {
        long[] places = new long[live.count()];
        int[] filled = new int[1];
        live.lines().forEach(place -> places[filled[0]++] = place);
        Arrays.sort(places);

        TreeSet<String> distinct = new TreeSet<>();
        for (long place : places) {
            distinct.add(group(log.entryAt(place)));
        }
        List<String> groups = List.copyOf(distinct);
        Key[] keys = new Key[places.length];
        for (int i = 0; i < places.length; i++) {
            Entry entry = log.entryAt(places[i]);
            keys[i] = new Key(Collections.binarySearch(groups, group(entry)), prefix(entry.value()), places[i]);
        }
        try {
            Arrays.sort(
                    keys,
                    Comparator.comparingInt(Key::group)
                            .thenComparingLong(Key::prefix)
                            .thenComparing(key -> valueAt(log, key.place())));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (int i = 0; i < keys.length; i++) {
            places[i] = keys[i].place();
        }
        return places;
    }

    private static String group(Entry entry) {
        return entry.kind() + "\n" + entry.type();
    }

    private static long prefix(String value) {
        long prefix = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            prefix = prefix << 8 | (i < value.length() ? value.charAt(i) & 0x7f : 0);
        }
        return prefix;
    }

    private static String valueAt(LogFile log, long place) {
        try {
            Entry entry = log.entryAt(place);
            return entry.value() + "\n" + entry.id();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
