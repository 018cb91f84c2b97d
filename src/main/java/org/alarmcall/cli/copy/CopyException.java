package org.alarmcall.cli.copy;

import java.io.Serial;

/** The copy can't be used as asked. The message is a sentence for the person who asked. */
public final class CopyException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    CopyException(String sentence) {
        super(sentence);
    }
}
