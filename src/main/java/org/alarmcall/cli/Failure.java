package org.alarmcall.cli;

import java.io.Serial;

/** Ends the command: a sentence for the person who ran it, and the exit code. */
class Failure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int exit;

    Failure(int exit, String sentence) {
        super(sentence);
        this.exit = exit;
    }

    static Failure usage(String sentence) {
        return new Failure(Exit.USAGE, sentence);
    }

    static Failure server(String sentence) {
        return new Failure(Exit.SERVER, sentence);
    }

    int exit() {
        return exit;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
