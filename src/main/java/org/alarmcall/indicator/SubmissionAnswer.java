package org.alarmcall.indicator;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** The answer to a submission, as JSON text of any length. Close it when it was sent. */
public interface SubmissionAnswer extends Closeable {

    void writeTo(OutputStream out) throws IOException;
}
