package org.alarmcall.fingerprint;

/**
 * How large a picture may be. They are checked before memory is taken for it.
 *
 * @param maxBytes of the file
 * @param maxPixels of the picture, as its header says
 */
public record PictureLimits(long maxBytes, long maxPixels) {

    /** 64 MiB and 100 megapixels: above what telephones and most cameras make. */
    public static final PictureLimits DEFAULT = new PictureLimits(64L << 20, 100_000_000);

    public PictureLimits {
        if (maxBytes < 1 || maxBytes > Integer.MAX_VALUE - 8 || maxPixels < 1) {
            throw new IllegalArgumentException("Limits are above 0, and a file fits into an array");
        }
    }
}
