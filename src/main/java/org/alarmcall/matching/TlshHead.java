package org.alarmcall.matching;

/** The first word of a packed digest, turned so that what costs most distance is its highest part. */
final class TlshHead {

    /** Below length and quartile ratios in a sortable head. */
    static final int CHECKSUM_BITS = 8;

    private static final int BEFORE_CHECKSUM_BITS = 16;
    private static final long CHECKSUM = (1L << CHECKSUM_BITS) - 1;
    private static final long BEFORE_CHECKSUM = (1L << BEFORE_CHECKSUM_BITS) - 1;

    private TlshHead() {}

    /** Length, quartile ratios, checksum. */
    static long sortable(long packed) {
        return (packed & BEFORE_CHECKSUM) << CHECKSUM_BITS | packed >>> BEFORE_CHECKSUM_BITS;
    }

    /** Checksum, length, quartile ratios. */
    static long packed(long sortable) {
        return (sortable & CHECKSUM) << BEFORE_CHECKSUM_BITS | sortable >>> CHECKSUM_BITS;
    }
}
