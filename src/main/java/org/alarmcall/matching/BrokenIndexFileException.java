package org.alarmcall.matching;

import java.io.IOException;

/** A file that is not, or no longer, what was saved: the index is to be built anew. */
final class BrokenIndexFileException extends IOException {

    BrokenIndexFileException(String message) {
        super(message);
    }
}
