package org.alarmcall.fingerprint;

/**
 * What the markers of a JPEG tell without decoding it. Decoders fill what is missing of a truncated file with grey, and go
 * over the whole picture once for each scan: a small file with thousands of scans keeps a processor busy for minutes.
 *
 * @param components 1 for grey, 3 for colour, 4 for the inks of print; 0 when no frame was found
 * @param scans how many passes over the picture
 * @param complete whether the end marker is there
 */
record JpegOutline(int components, int scans, boolean complete) {

    /** A progressive JPEG has about ten; decoders under test draw the line at some hundreds. */
    static final int MAX_SCANS = 100;

    private static final int MARKER = 0xff;
    private static final int START_OF_SCAN = 0xda;
    private static final int END = 0xd9;
    private static final int FRAME_0 = 0xc0;
    private static final int FRAME_15 = 0xcf;

    /** After the marker of a frame come length, precision, height and width. */
    private static final int COMPONENTS = 9;

    private static final int RESTART_0 = 0xd0;
    private static final int RESTART_7 = 0xd7;

    static JpegOutline of(byte[] bytes) {
        int components = 0;
        int scans = 0;
        int at = 2; // after the start marker
        while (at + 1 < bytes.length) {
            int code = bytes[at + 1] & 0xff;
            if ((bytes[at] & 0xff) != MARKER || isData(code)) {
                at++;
            } else if (code == END) {
                return new JpegOutline(components, scans, true);
            } else {
                if (code == START_OF_SCAN) {
                    scans++;
                } else if (isFrame(code) && at + COMPONENTS < bytes.length) {
                    components = bytes[at + COMPONENTS] & 0xff;
                }
                at += 2 + segmentLength(bytes, at + 2);
            }
        }
        return new JpegOutline(components, scans, false);
    }

    /** After 0xff: an escaped 0xff, a restart between compressed data, or padding. */
    private static boolean isData(int code) {
        return code == 0 || code == MARKER || code >= RESTART_0 && code <= RESTART_7;
    }

    /** 0xc4, 0xc8 and 0xcc are other things. */
    private static boolean isFrame(int code) {
        return code >= FRAME_0 && code <= FRAME_15 && code % 4 != 0 || code == FRAME_0;
    }

    /** Whether it is in the inks of print. */
    boolean hasInks() {
        return components == 4;
    }

    private static int segmentLength(byte[] bytes, int at) {
        return at + 1 < bytes.length ? Math.max(2, (bytes[at] & 0xff) << Byte.SIZE | bytes[at + 1] & 0xff) : 2;
    }

    void check() {
        if (scans > MAX_SCANS) {
            throw new PictureException("it has " + scans + " scans; more than " + MAX_SCANS + " are not decoded");
        }
        if (!complete) {
            throw new PictureException("it is truncated: the end of the JPEG is missing");
        }
    }
}
