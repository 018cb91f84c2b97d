package org.alarmcall.matching;

/**
 * Multi-index hashing over sorted codes: a directory for each band, in compressed rows. A search works in phases of
 * independent loads (directories, entries, codes). Each begins with a loop that does nothing but load, so short that the
 * processor has many loads under way at once; the work that follows finds them in its cache. This is the nearest that Java has to a prefetch.
 */
final class Bands {

    /** A search that would look at more of the codes than this part of them scans them all: that is not slower. */
    private static final int SCAN_PART = Integer.getInteger("part", 2);

    private final BandLayout layout;

    /** By band: where the entries of each bucket begin, and those of the next, in the band's entries. */
    private final int[][] begins;

    /** By band: slots by bucket. None for the first band: codes are sorted by it, so entry and slot are the same. */
    private final int[][] entries;

    Bands(Codes codes) {
        this.layout = BandLayout.forSize(codes.count());
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
    void search(Codes codes, int distance, Hits hits) {
        long candidates = probe(distance, hits.scratch());
        if (candidates > codes.count() / SCAN_PART) {
            HammingScan.scan(codes, 0, codes.count(), hits);
            return;
        }
        int range = 0;
        for (int band = 0; band < layout.bands(); band++) {
            int end = hits.scratch().ends[band];
            follow(codes, band, range, end, distance, hits);
            range = end;
        }
    }

    /** Notes the buckets that are not empty and returns how many entries they have. */
    private long probe(int distance, HammingScratch scratch) {
        long candidates = 0;
        int count = 0;
        for (int band = 0; band < layout.bands(); band++) {
            int radius = layout.radius(band, distance);
            if (radius >= 0) {
                int[] masks = layout.masks(radius);
                scratch.reserve(count + masks.length);
                int key = layout.key(band, scratch.query, 0);
                int[] begin = begins[band];
                int[] from = scratch.from;
                int[] to = scratch.to;
                scratch.touched += touch(begin, key, masks);
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
            scratch.ends[band] = count;
        }
        return candidates;
    }

    private void follow(Codes codes, int band, int range, int end, int distance, Hits hits) {
        HammingScratch scratch = hits.scratch();
        int[] slots = scratch.slots;
        int[] entry = entries[band];
        if (band > 0) {
            scratch.touched += touch(entry, scratch.from, range, end);
        }
        int count = 0;
        for (int i = range; i < end; i++) {
            int next = scratch.from[i];
            int last = scratch.to[i];
            while (next < last) {
                int part = Math.min(last - next, HammingScratch.BLOCK - count);
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
                if (count == HammingScratch.BLOCK) {
                    verify(codes, band, count, distance, hits);
                    count = 0;
                }
            }
        }
        verify(codes, band, count, distance, hits);
    }

    private void verify(Codes codes, int band, int count, int distance, Hits hits) {
        HammingScratch scratch = hits.scratch();
        scratch.touched += touch(codes, scratch.slots, count);
        int near = HammingScan.halfNear(codes, scratch, count, hits.bound());
        for (int i = 0; i < near; i++) {
            int slot = scratch.near[i];
            int found = HammingScan.distance(codes, slot, scratch);
            if (found <= hits.bound() && isFirst(band, distance, scratch.difference) && !codes.isDead(slot)) {
                hits.add(found, codes.data(), codes.at(slot));
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
