package org.alarmcall.cli;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Splits a file into requests, always in the same way. */
interface PushBatches extends Closeable {

    /** The most bytes of a request; the server takes 256 MiB, but a shorter one is sooner repeated. */
    int MOST_BODY_BYTES = 32 << 20;

    /** The next part; empty at the end. */
    Optional<PushBatch> next() throws IOException;
}
