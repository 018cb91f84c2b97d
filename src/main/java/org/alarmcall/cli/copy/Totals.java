package org.alarmcall.cli.copy;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.alarmcall.fingerprint.Digest;
import org.alarmcall.fingerprint.Fingerprint;

/** Count and digest of the live indicators by type, kept up to date by adding and subtracting. */
public final class Totals {

    /** What a manifest says of one type. */
    public record Total(long count, String digest) {}

    private static final class Sum {
        private long count;
        private final Digest digest = new Digest();
    }

    private final Map<String, Sum> byType = new TreeMap<>();

    void add(Entry entry) {
        if (!entry.type().isEmpty()) {
            Sum sum = byType.computeIfAbsent(entry.type(), type -> new Sum());
            sum.count++;
            sum.digest.add(Fingerprint.digestKey(entry.type(), entry.value()));
        }
    }

    void subtract(Entry entry) {
        Sum sum = byType.get(entry.type());
        if (sum != null) {
            sum.count--;
            sum.digest.subtract(Fingerprint.digestKey(entry.type(), entry.value()));
            if (sum.count == 0) {
                byType.remove(entry.type());
            }
        }
    }

    /** Sorted by type; a type of which nothing is live is not in it. */
    public SortedMap<String, Total> byType() {
        SortedMap<String, Total> totals = new TreeMap<>();
        byType.forEach((type, sum) -> totals.put(type, new Total(sum.count, sum.digest.hex())));
        return totals;
    }

    /** Over all types. */
    public String digest() {
        Digest all = new Digest();
        byType.values().forEach(sum -> all.add(sum.digest.bytes()));
        return all.hex();
    }
}
