package org.alarmcall.fingerprint;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * Meta's perceptual hash of a picture: its luminance is shrunk to 64×64 by a tent filter, a cosine transform gives its
 * coarsest 16×16 patterns, and each bit tells whether one of them is stronger than the median. After "PDQ and TMK + PDQF"
 * (Facebook, 2019) and the reference implementation in facebook/ThreatExchange; the hashes agree but for rounding, mostly
 * to the bit.
 *
 * <p>Immutable. Memory beside the picture: one row and 64 numbers a column.
 */
public final class Pdq {

    private static final int FINE = TentFilter.SIZE;
    private static final int COARSE = 16;

    /** Gradients are counted in hundredths of the range of luminance, and the sum is scaled so that 100 is plenty. */
    private static final double QUALITY_DIVISOR = 90;

    private static final double[][] COSINES = cosines();

    private final double[][] transform;
    private final int quality;

    private Pdq(double[][] transform, int quality) {
        this.transform = transform;
        this.quality = quality;
    }

    /**
     * Hashes a picture as it is: not turned by what its EXIF data say, see {@link #fingerprint(Turn)}.
     *
     * @throws PictureException when its samples are of a kind that is not read, such as floating point
     */
    public static Pdq of(BufferedImage picture) {
        double[][] small = shrink(Luminance.of(picture));
        return new Pdq(transform(small), quality(small));
    }

    /** The hash: 256 bits. */
    public Fingerprint fingerprint() {
        return fingerprint(Turn.NONE);
    }

    /** The hash that the picture has when it is turned or mirrored, up to a few bits. */
    public Fingerprint fingerprint(Turn turn) {
        return Fingerprint.of(FingerprintType.IMAGE_PDQ, bits(turn.apply(transform)));
    }

    /**
     * How much there is to see, 0 to 100. A flat picture has little, and its hash says nothing: below
     * {@link FingerprintType#MIN_PDQ_QUALITY} it is not to be shared.
     */
    public int quality() {
        return quality;
    }

    private static double[][] shrink(Luminance luminance) {
        TentFilter across = new TentFilter(luminance.width());
        TentFilter down = new TentFilter(luminance.height());
        double[][] small = new double[FINE][FINE];
        float[] row = new float[luminance.width()];
        double[] shrunk = new double[FINE];
        for (int y = 0; y < luminance.height(); y++) {
            luminance.row(y, row);
            across.shrink(row, shrunk);
            down.spread(y, shrunk, small);
        }
        return small;
    }

    /** Differences between neighbours, cut to whole hundredths so that noise does not count. */
    private static int quality(double[][] small) {
        int sum = 0;
        for (int i = 0; i < FINE; i++) {
            for (int j = 0; j < FINE; j++) {
                if (i + 1 < FINE) {
                    sum += gradient(small[i][j], small[i + 1][j]);
                }
                if (j + 1 < FINE) {
                    sum += gradient(small[i][j], small[i][j + 1]);
                }
            }
        }
        return (int) Math.min(FingerprintType.MAX_QUALITY, sum / QUALITY_DIVISOR);
    }

    private static int gradient(double one, double other) {
        return (int) Math.abs((one - other) * 100 / 255);
    }

    private static double[][] cosines() {
        double[][] cosines = new double[COARSE][FINE];
        for (int i = 0; i < COARSE; i++) {
            for (int j = 0; j < FINE; j++) {
                cosines[i][j] = Math.sqrt(2.0 / FINE) * Math.cos(Math.PI / 2 / FINE * (i + 1) * (2 * j + 1));
            }
        }
        return cosines;
    }

    /** The frequencies 1 to 16 of the cosine transform in both directions. */
    private static double[][] transform(double[][] small) {
        double[][] half = new double[COARSE][FINE];
        for (int i = 0; i < COARSE; i++) {
            for (int k = 0; k < FINE; k++) {
                for (int j = 0; j < FINE; j++) {
                    half[i][j] += COSINES[i][k] * small[k][j];
                }
            }
        }
        double[][] whole = new double[COARSE][COARSE];
        for (int i = 0; i < COARSE; i++) {
            for (int j = 0; j < COARSE; j++) {
                for (int k = 0; k < FINE; k++) {
                    whole[i][j] += half[i][k] * COSINES[j][k];
                }
            }
        }
        return whole;
    }

    /** The bit of row i and column j is worth 2 to the power of 16 i + j. */
    private static byte[] bits(double[][] transform) {
        double[] sorted = Arrays.stream(transform)
                .flatMapToDouble(Arrays::stream)
                .sorted()
                .toArray();
        double median = sorted[sorted.length / 2 - 1];
        byte[] bits = new byte[sorted.length / Byte.SIZE];
        for (int i = 0; i < COARSE; i++) {
            for (int j = 0; j < COARSE; j++) {
                if (transform[i][j] > median) {
                    int bit = i * COARSE + j;
                    bits[bits.length - 1 - bit / Byte.SIZE] |= (byte) (1 << bit % Byte.SIZE);
                }
            }
        }
        return bits;
    }
}
