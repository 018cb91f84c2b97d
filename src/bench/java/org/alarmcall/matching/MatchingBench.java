package org.alarmcall.matching;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Near-duplicates among many hashes, on one core, beside a scan of all with {@code Long.bitCount} in the same run. One half
 * of the queries are planted within 31 bits of a hash, the other half come from elsewhere.
 */
public final class MatchingBench {

    private static final int MAX_DISTANCE = BandLayout.MAX_DISTANCE;
    private static final int WORDS = HammingIndex.WORDS;
    private static final long SEED = 7;

    /** A search that may answer so many hits is the one that counts; with all hits it is checked. */
    private static final int LIMIT = 1_000;

    private final Output output;
    private final String kind;
    private final long[] set;
    private final long[] queries;
    private final HammingIndex index = new HammingIndex(Runnable::run);

    /** Where lines and checks go. */
    public interface Output {

        void line(String format, Object... values);

        void check(String what, long expected, long found);
    }

    private MatchingBench(Output output, String kind, int codes, int queries) {
        HashSets sets = new HashSets(SEED);
        this.output = output;
        this.kind = kind;
        this.set = switch (kind) {
            case "random" -> sets.random(codes);
            case "clustered" -> sets.clustered(codes);
            case "half-constant" -> sets.halfConstant(codes);
            case "crowded" -> sets.crowded(codes);
            default -> throw new IllegalArgumentException("No set is called " + kind);
        };
        long[] elsewhere = kind.equals("clustered") ? sets.skewed(queries) : sets.random(queries);
        this.queries = sets.queries(set, queries, elsewhere);
    }

    /** Measures one kind of set: random, clustered, half-constant or crowded. */
    public static void run(Output output, String kind, int codes, int queries, int rounds) {
        MatchingBench bench = new MatchingBench(output, kind, codes, queries);
        bench.build();
        long[] expected = bench.check(Math.min(queries, 100));
        output.line("   %s: %,d hits of %,d queries, as brute force", kind, expected[0], Math.min(queries, 100));
        for (int round = 1; round <= rounds; round++) {
            bench.measure(round);
        }
    }

    private void build() {
        int codes = set.length / WORDS;
        long before = usedBytes();
        long start = System.nanoTime();
        Codes buffer = HammingIndex.buffer(codes);
        long[] code = new long[WORDS];
        for (int i = 0; i < codes; i++) {
            System.arraycopy(set, i * WORDS, code, 0, WORDS);
            buffer.append(code);
        }
        index.load(buffer);
        double seconds = seconds(System.nanoTime() - start);
        output.line(
                "   %s: %,d hashes (%,d distinct) indexed in %.1f s, %.1f bytes each",
                kind, codes, index.size(), seconds, (usedBytes() - before) / (double) index.size());
    }

    /** The number of hits and the sum of their distances. */
    private long[] check(int count) {
        long[] scanned = new long[2];
        long[] found = new long[2];
        HammingSearcher searcher = index.searcher(Integer.MAX_VALUE / 2);
        long[] distinct = distinct();
        for (int query = 0; query < count; query++) {
            scan(distinct, query, scanned);
            Hits hits = search(searcher, query);
            found[0] += hits.size();
            for (int hit = 0; hit < hits.size(); hit++) {
                found[1] += hits.distance(hit);
            }
        }
        output.check("hits", scanned[0], found[0]);
        output.check("sum of distances", scanned[1], found[1]);
        return found;
    }

    private void measure(int round) {
        int all = queries.length / WORDS;
        int scans = Math.max(4, Math.min(all, 200_000_000 / (set.length / WORDS)));
        long[] sums = new long[2];
        long start = System.nanoTime();
        for (int query = 0; query < scans; query++) {
            scan(set, query, sums);
        }
        double scanned = scans / seconds(System.nanoTime() - start);
        HammingSearcher searcher = index.searcher(LIMIT);
        long[] nanos = new long[all];
        long hits = 0;
        long begin = System.nanoTime();
        for (int query = 0; query < all; query++) {
            long one = System.nanoTime();
            hits += search(searcher, query).size();
            nanos[query] = System.nanoTime() - one;
        }
        double searched = all / seconds(System.nanoTime() - begin);
        Arrays.sort(nanos);
        output.line(
                "   %s, run %d: scan %,.1f queries/s (%,.0f million hashes/s), index %,.0f queries/s, ratio %.1f;"
                        + " p50 %.2f ms, p99 %.2f ms, max %.2f ms; %,d hits (scan: %,d)",
                kind,
                round,
                scanned,
                scanned * set.length / WORDS / 1e6,
                searched,
                searched / scanned,
                nanos[all / 2] / 1e6,
                nanos[all * 99 / 100] / 1e6,
                nanos[all - 1] / 1e6,
                hits,
                sums[0]);
    }

    private Hits search(HammingSearcher searcher, int query) {
        int at = query * WORDS;
        return searcher.within(MAX_DISTANCE, queries[at], queries[at + 1], queries[at + 2], queries[at + 3]);
    }

    private void scan(long[] codes, int query, long[] sums) {
        int at = query * WORDS;
        long a = queries[at];
        long b = queries[at + 1];
        long c = queries[at + 2];
        long d = queries[at + 3];
        int hits = 0;
        int distances = 0;
        for (int i = 0; i < codes.length; i += WORDS) {
            int distance = Long.bitCount(codes[i] ^ a)
                    + Long.bitCount(codes[i + 1] ^ b)
                    + Long.bitCount(codes[i + 2] ^ c)
                    + Long.bitCount(codes[i + 3] ^ d);
            if (distance <= MAX_DISTANCE) {
                hits++;
                distances += distance;
            }
        }
        sums[0] += hits;
        sums[1] += distances;
    }

    private long[] distinct() {
        long[] codes = set.clone();
        new TupleSort(codes, WORDS).sort(0, codes.length);
        int to = 0;
        for (int i = 0; i < codes.length; i += WORDS) {
            if (i == 0 || TupleSort.compare(codes, i, codes, i - WORDS, WORDS) != 0) {
                System.arraycopy(codes, i, codes, to, WORDS);
                to += WORDS;
            }
        }
        return Arrays.copyOf(codes, to);
    }

    private static long usedBytes() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static double seconds(long nanos) {
        return nanos / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
