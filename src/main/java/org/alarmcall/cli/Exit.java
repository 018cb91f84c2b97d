package org.alarmcall.cli;

/** What the program answers to the shell; part of the contract. */
final class Exit {

    static final int DONE = 0;
    static final int REJECTED = 1;
    static final int USAGE = 2;
    static final int SERVER = 3;
    static final int NOT_ALLOWED = 4;

    private Exit() {}
}
