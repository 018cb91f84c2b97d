package org.alarmcall.cli.copy;

import java.io.Serial;

/** What the server sent contradicts itself, or is not the feed that this is a copy of. Nothing of it was kept. */
public final class BrokenFeedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public BrokenFeedException(String sentence) {
        super(sentence);
    }
}
