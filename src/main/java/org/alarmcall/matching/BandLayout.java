package org.alarmcall.matching;

import java.util.Arrays;

/**
 * How 256 bits are cut into bands. By the pigeonhole principle, when the radii r of s bands have a sum of (r + 1) above a
 * distance, every code within the distance of a query is within some band's radius of it in that band. Few wide bands
 * need more probes of their directories and touch fewer codes: the larger the set, the wider the best band.
 */
final class BandLayout {

    /** The largest distance that is searched. */
    static final int MAX_DISTANCE = 31;

    private static final int BITS = 256;
    private static final int MIN_WIDTH = 6;
    private static final int MAX_WIDTH = 26;

    /** Of any layout. */
    static final int MAX_BANDS = BITS / MIN_WIDTH;

    /**
     * What it costs to follow one candidate beside what it costs to probe one bucket: a guess that chooses the best widths
     * among those measured.
     */
    private static final double CANDIDATE_COST = 1.5;

    private final int bands;
    private final int width;
    private final int[][] masks;

    BandLayout(int width) {
        this.width = width;
        this.bands = BITS / width;
        this.masks = new int[radius(0, MAX_DISTANCE) + 1][];
        for (int radius = 0; radius < masks.length; radius++) {
            masks[radius] = masks(width, radius);
        }
    }

    /** The layout with the least work for a search of the largest distance among so many random codes. */
    static BandLayout forSize(int codes) {
        int best = MIN_WIDTH;
        for (int width = MIN_WIDTH; width <= MAX_WIDTH; width++) {
            // A directory has no more buckets than there are codes: it would be larger than all else.
            if (width == MIN_WIDTH || ((1L << width) <= codes && cost(width, codes) < cost(best, codes))) {
                best = width;
            }
        }
        return new BandLayout(best);
    }

    int bands() {
        return bands;
    }

    int width() {
        return width;
    }

    int buckets() {
        return 1 << width;
    }

    /** How far from the query to look in a band for a distance, or -1 for not at all. */
    int radius(int band, int distance) {
        return radius(bands, band, distance);
    }

    /** All changes of up to so many bits, in rising order, so that probes of neighbouring buckets follow each other. */
    int[] masks(int radius) {
        return masks[radius];
    }

    /** The bits of a band, the first band has the first word's highest. */
    int key(int band, long[] words, int at) {
        int bit = band * width;
        int word = at + (bit >>> 6);
        int offset = bit & 63;
        long key = words[word] << offset >>> (64 - width);
        if (offset + width > 64) {
            key |= words[word + 1] >>> (128 - offset - width);
        }
        return (int) key;
    }

    private static int radius(int bands, int band, int distance) {
        int units = distance + 1;
        return units / bands - (band < units % bands ? 0 : 1);
    }

    private static double cost(int width, int codes) {
        int bands = BITS / width;
        double cost = 0;
        for (int band = 0; band < bands; band++) {
            long probes = volume(width, radius(bands, band, MAX_DISTANCE));
            cost += probes * (1 + CANDIDATE_COST * codes / (1L << width));
        }
        return cost;
    }

    private static long volume(int width, int radius) {
        long volume = 0;
        long choose = 1;
        for (int r = 0; r <= radius; r++) {
            volume += choose;
            choose = choose * (width - r) / (r + 1);
        }
        return volume;
    }

    private static int[] masks(int width, int radius) {
        int[] masks = new int[(int) volume(width, radius)];
        int count = 1;
        int begin = 0;
        for (int r = 0; r < radius; r++) {
            int end = count;
            for (int i = begin; i < end; i++) {
                int free = masks[i] == 0 ? width : Integer.numberOfTrailingZeros(masks[i]);
                for (int bit = 0; bit < free; bit++) {
                    masks[count++] = masks[i] | 1 << bit;
                }
            }
            begin = end;
        }
        Arrays.sort(masks);
        return masks;
    }
}
