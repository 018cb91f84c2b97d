package org.alarmcall.cli.copy;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.alarmcall.fingerprint.Digest;
import org.alarmcall.fingerprint.Fingerprint;

/** Count and digest of what is live: of indicators by type, and of tactics; kept up to date by adding and subtracting. */
public final class Totals {

    /** What a manifest says of one type. */
    public record Total(long count, String digest) {}

    private static final class Sum {
        private long count;
        private final Digest digest = new Digest();
    }

    /** Of tactics, which have no type. */
    public static final String TACTIC = "tactic";

    private final Map<String, Sum> byType = new TreeMap<>();

    void add(Entry entry) {
        Sum sum = byType.computeIfAbsent(name(entry), name -> new Sum());
        sum.count++;
        sum.digest.add(key(entry));
    }

    void subtract(Entry entry) {
        Sum sum = byType.get(name(entry));
        if (sum != null) {
            sum.count--;
            sum.digest.subtract(key(entry));
            if (sum.count == 0) {
                byType.remove(name(entry));
            }
        }
    }

    private static String name(Entry entry) {
        return entry.type().isEmpty() ? entry.kind() : entry.type();
    }

    private static byte[] key(Entry entry) {
        return entry.type().isEmpty()
                ? Fingerprint.digestKey(entry.kind(), entry.id().toString())
                : Fingerprint.digestKey(entry.type(), entry.value());
    }

    /** Sorted by type, tactics among them; a type of which nothing is live is not in it. */
    public SortedMap<String, Total> byType() {
        SortedMap<String, Total> totals = new TreeMap<>();
        byType.forEach((type, sum) -> totals.put(type, new Total(sum.count, sum.digest.hex())));
        return totals;
    }

    /** Over the indicators of all types, as a snapshot says it. */
    public String digest() {
        Digest all = new Digest();
        byType.forEach((type, sum) -> {
            if (!type.equals(TACTIC)) {
                all.add(sum.digest.bytes());
            }
        });
        return all.hex();
    }
}
