package org.alarmcall.fingerprint;

/**
 * Shrinks a line of samples to 64. PDQ runs a box filter twice and then takes the sample in the middle of each of 64 equal
 * parts. Both steps are linear, so each of the 64 results is a weighted sum of the samples around it, and the weights
 * (a tent, clipped at the ends) depend on the length alone. To know them saves the filtering of whole pictures, and lets
 * one be read row by row.
 */
final class TentFilter {

    static final int SIZE = 64;

    /** Twice the number of parts: two boxes one after the other reach as far as one part. */
    private static final int BOXES = 2 * SIZE;

    private final int length;
    private final int window;
    private final int ahead;
    private final int[] starts = new int[SIZE];
    private final float[][] weights = new float[SIZE][];

    /** The filter for lines of this many samples. */
    TentFilter(int length) {
        this.length = length;
        this.window = (length + BOXES - 1) / BOXES;
        this.ahead = (window + 2) / 2 - 1;
        for (int i = 0; i < SIZE; i++) {
            tent(i, (int) ((i + 0.5) * length / SIZE));
        }
    }

    /** The first sample of a box around this place; boxes are clipped at the ends of the line. */
    private int first(int place) {
        return Math.max(0, place + ahead - window + 1);
    }

    private int last(int place) {
        return Math.min(length - 1, place + ahead);
    }

    private double share(int place) {
        return 1.0 / (last(place) - first(place) + 1);
    }

    /** A mean of means: where each inner box begins and ends, the weight of a sample steps up and down. */
    private void tent(int i, int middle) {
        int from = first(middle);
        int to = last(middle);
        int start = first(from);
        double[] steps = new double[last(to) - start + 2];
        for (int place = from; place <= to; place++) {
            double weight = share(middle) * share(place);
            steps[first(place) - start] += weight;
            steps[last(place) - start + 1] -= weight;
        }
        float[] tent = new float[steps.length - 1];
        double weight = 0;
        for (int k = 0; k < tent.length; k++) {
            weight += steps[k];
            tent[k] = (float) weight;
        }
        starts[i] = start;
        weights[i] = tent;
    }

    /** The 64 results for one line. */
    void shrink(float[] line, double[] into) {
        for (int i = 0; i < SIZE; i++) {
            float[] tent = weights[i];
            int start = starts[i];
            float sum = 0;
            for (int k = 0; k < tent.length; k++) {
                sum += tent[k] * line[start + k];
            }
            into[i] = sum;
        }
    }

    /** Adds one line to those of the 64 results that it has a part in: the same filter across lines. */
    void spread(int place, double[] line, double[][] into) {
        for (int i = 0; i < SIZE; i++) {
            int k = place - starts[i];
            if (k >= 0 && k < weights[i].length) {
                double weight = weights[i][k];
                for (int j = 0; j < SIZE; j++) {
                    into[i][j] += weight * line[j];
                }
            }
        }
    }
}
