package org.alarmcall.fingerprint;

/**
 * The eight ways to lay a picture down: four quarter turns (counter-clockwise), each of them mirrored or not. Turning a
 * picture moves and negates the coefficients of its cosine transform, so that {@link Pdq} gives all eight hashes for the
 * price of one.
 */
public enum Turn {
    NONE(false, false, false),
    ROTATE_90(true, false, true),
    ROTATE_180(false, true, true),
    ROTATE_270(true, true, false),
    /** Upside down. */
    FLIP_X(false, true, false),
    /** Left and right exchanged. */
    FLIP_Y(false, false, true),
    /** Mirrored at the falling diagonal. */
    FLIP_PLUS_1(true, false, false),
    /** Mirrored at the rising diagonal. */
    FLIP_MINUS_1(true, true, true);

    private final boolean transposed;
    private final boolean rowsNegated;
    private final boolean columnsNegated;

    /**
     * How the coefficients of the original move.
     *
     * @param transposed rows become columns, after the signs have changed
     * @param rowsNegated the coefficients of odd vertical frequencies change their sign
     * @param columnsNegated those of odd horizontal frequencies do
     */
    Turn(boolean transposed, boolean rowsNegated, boolean columnsNegated) {
        this.transposed = transposed;
        this.rowsNegated = rowsNegated;
        this.columnsNegated = columnsNegated;
    }

    /** The transform of the turned picture, of the transform of the original: both square, without frequency 0. */
    double[][] apply(double[][] transform) {
        int size = transform.length;
        double[][] turned = new double[size][size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                // Index 0 is frequency 1: the even indexes are the odd frequencies.
                boolean negated = (rowsNegated && row % 2 == 0) != (columnsNegated && column % 2 == 0);
                double value = negated ? -transform[row][column] : transform[row][column];
                if (transposed) {
                    turned[column][row] = value;
                } else {
                    turned[row][column] = value;
                }
            }
        }
        return turned;
    }
}
