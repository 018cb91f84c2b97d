package org.alarmcall.matching;

/**
 * Multi-index hashing over sorted codes: a directory for each band, in compressed rows.
 *
 * <p>A search works in phases of independent loads: directories, entries, codes. Each begins with a loop that does nothing
 * but load, so short that the processor has many loads under way at once; the work that follows finds them in its cache.
 * That is the nearest that Java has to a prefetch, and doubled the searches a second.
 */
final class Bands {

    /** A search that would look at more of the codes than this part of them scans them all: that is not slower. */
    private static final int SCAN_PART = 8;

    private final BandLayout layout;

    /** By band: where the entries of each bucket begin, and those of the next, in the band's entries. */
    private final int[][] begins;

    /** By band: slots by bucket. None for the first band: codes are sorted by it, so entry and slot are the same. */
    private final int[][] entries;

    Bands(Codes codes) {
        this(codes, BandLayout.forSize(codes.count()));
    }

    Bands(Codes codes, BandLayout layout) {
        this.layout = layout;
        this.begins = new int[layout.bands()][layout.buckets() + 1];
        this.entries = new int[layout.bands()][];
        for (int band = 0; band < layout.bands(); band++) {
            fill(band, codes);
        }
    }

    private void fill(int band, Codes codes) {
        int[] begin = begins[band];
        int count = codes.count();
        long[] data = codes.data();
        for (int slot = 0; slot < count; slot++) {
            begin[layout.key(band, data, codes.at(slot)) + 1]++;
        }
        for (int bucket = 1; bucket < begin.length; bucket++) {
            begin[bucket] += begin[bucket - 1];
        }
        if (band == 0) {
            entries[0] = new int[0];
            return;
        }
        int[] slots = new int[count];
        for (int slot = 0; slot < count; slot++) {
            slots[begin[layout.key(band, data, codes.at(slot))]++] = slot;
        }
        entries[band] = slots;
        System.arraycopy(begin, 0, begin, 1, begin.length - 1);
        begin[0] = 0;
    }

    /** Finds the codes within a distance, and those only that are not struck out. */
    void search(Codes codes, int maxDistance, HammingSearcher searcher) {
        int distance = Math.min(maxDistance, searcher.hits().bound());
        long candidates = probe(distance, searcher);
        if (candidates > codes.count() / SCAN_PART) {
            HammingScan.scan(codes, codes.count(), searcher);
            return;
        }
        int range = 0;
        for (int band = 0; band < layout.bands(); band++) {
            int end = searcher.ends[band];
            follow(codes, band, range, end, distance, searcher);
            range = end;
        }
    }

    /** Notes the buckets that are not empty and returns how many entries they have. */
    private long probe(int distance, HammingSearcher searcher) {
        long candidates = 0;
        int count = 0;
        for (int band = 0; band < layout.bands(); band++) {
            int radius = layout.radius(band, distance);
            if (radius >= 0) {
                int[] masks = layout.masks(radius);
                searcher.reserve(count + masks.length);
                int key = layout.key(band, searcher.query, 0);
                int[] begin = begins[band];
                int[] from = searcher.from;
                int[] to = searcher.to;
                searcher.touched += touch(begin, key, masks);
                for (int mask : masks) {
                    int bucket = key ^ mask;
                    int first = begin[bucket];
                    int next = begin[bucket + 1];
                    from[count] = first;
                    to[count] = next;
                    candidates += next - first;
                    count += (first - next) >>> 31; // one when there is any, without a branch
                }
            }
            searcher.ends[band] = count;
        }
        return candidates;
    }

    private void follow(Codes codes, int band, int range, int end, int distance, HammingSearcher searcher) {
        int[] slots = searcher.slots;
        int[] entry = entries[band];
        if (band > 0) {
            searcher.touched += touch(entry, searcher.from, range, end);
        }
        int count = 0;
        for (int i = range; i < end; i++) {
            int next = searcher.from[i];
            int last = searcher.to[i];
            while (next < last) {
                int part = Math.min(last - next, HammingSearcher.BLOCK - count);
                if (band == 0) {
                    for (int k = 0; k < part; k++) {
                        slots[count + k] = next + k;
                    }
                } else {
                    for (int k = 0; k < part; k++) {
                        slots[count + k] = entry[next + k];
                    }
                }
                count += part;
                next += part;
                if (count == HammingSearcher.BLOCK) {
                    verify(codes, band, count, distance, searcher);
                    count = 0;
                }
            }
        }
        verify(codes, band, count, distance, searcher);
    }

    private void verify(Codes codes, int band, int count, int distance, HammingSearcher searcher) {
        searcher.touched += touch(codes, searcher.slots, count);
        int near = HammingScan.halfNear(codes, searcher, count, searcher.hits().bound());
        for (int i = 0; i < near; i++) {
            int slot = searcher.near[i];
            int found = HammingScan.distance(codes, slot, searcher);
            if (found <= searcher.hits().bound()
                    && isFirst(band, distance, searcher.difference)
                    && !codes.isDead(slot)) {
                searcher.hits().add(found, codes.data(), codes.at(slot));
            }
        }
    }

    private static int touch(int[] begin, int key, int[] masks) {
        int sum = 0;
        for (int mask : masks) {
            sum += begin[key ^ mask];
        }
        return sum;
    }

    private static int touch(int[] entry, int[] from, int range, int end) {
        int sum = 0;
        for (int i = range; i < end; i++) {
            sum += entry[from[i]];
        }
        return sum;
    }

    private static long touch(Codes codes, int[] slots, int count) {
        long[] data = codes.data();
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += data[codes.at(slots[i])];
        }
        return sum;
    }

    /** Whether no band before leads to this code, too. */
    private boolean isFirst(int band, int distance, long[] difference) {
        for (int before = 0; before < band; before++) {
            if (Integer.bitCount(layout.key(before, difference, 0)) <= layout.radius(before, distance)) {
                return false;
            }
        }
        return true;
    }
}
