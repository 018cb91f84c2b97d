package org.alarmcall.cli;

import java.util.List;

/**
 * A part of a file that goes into one request.
 *
 * @param index from 0, the same each time the file is split
 * @param body in the file's format, not compressed; empty when there is nothing to send
 * @param listings of the part, also those that are not sent
 * @param lines the original file's line for each line of the body
 * @param unsent what is not sent: lines that the server would refuse the request for, files that can't be hashed
 * @param consumedBytes of the file, up to the end of this part
 */
record PushBatch(int index, byte[] body, int listings, int[] lines, List<Rejection> unsent, long consumedBytes) {

    /** The line of the original file for one of the body, from 1; 0 when there is none. */
    int originalLine(int bodyLine) {
        return bodyLine >= 1 && bodyLine <= lines.length ? lines[bodyLine - 1] : 0;
    }

    boolean isEmpty() {
        return body.length == 0;
    }
}
