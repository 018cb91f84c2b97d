package org.alarmcall.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads a file of opinions in parts. Only its form is looked at; what an opinion may be, the server says. */
interface OpinionBatches extends Closeable {

    /** The next part; empty at the end. */
    Optional<OpinionBatch> next() throws IOException;

    /** @param in closed with the batches */
    static OpinionBatches of(PushFormat format, InputStream in) throws IOException {
        return format == PushFormat.CSV ? new OpinionCsv(in) : new OpinionLines(in);
    }
}
