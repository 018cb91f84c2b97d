package org.alarmcall.indicator;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.alarmcall.platform.Spool;
import org.alarmcall.platform.TempFiles;

/** Collects the results of a submission outside the heap; what comes before them is known only after the last. */
final class AnswerBuilder implements Closeable {

    private static final byte[] END = "]}".getBytes(StandardCharsets.UTF_8);

    private final Spool results;
    private final JsonGenerator json;
    private final ObjectWriter writer;
    private boolean first = true;

    AnswerBuilder(TempFiles files, ObjectMapper mapper) throws IOException {
        this.writer = mapper.writerFor(ListingAnswer.class);
        this.results = new Spool(files); // holds nothing until it is written to
        this.json = mapper.getFactory().createGenerator(results);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET); // closing a spool deletes it
        json.setRootValueSeparator(null);
    }

    void add(List<ListingAnswer> answers) throws IOException {
        for (ListingAnswer answer : answers) {
            if (!first) {
                json.writeRaw(',');
            }
            first = false;
            writer.writeValue(json, answer);
        }
    }

    /** The whole, which now owns the results. */
    SubmissionAnswer finish(UUID submissionId, int received, SubmissionSummary summary) throws IOException {
        json.close();
        String head = "{\"submissionId\":\"" + submissionId + "\",\"received\":" + received
                + ",\"summary\":{\"created\":" + summary.created() + ",\"corroborated\":" + summary.corroborated()
                + ",\"duplicate\":" + summary.duplicate() + ",\"rejected\":" + summary.rejected() + "},\"results\":[";
        return new Spooled(head.getBytes(StandardCharsets.UTF_8), results);
    }

    /** The caller closes it. */
    static Spool gzip(SubmissionAnswer answer, TempFiles files) throws IOException {
        Spool gzip = new Spool(files);
        boolean written = false;
        try (GZIPOutputStream out = new GZIPOutputStream(new Unclosed(gzip))) {
            answer.writeTo(out);
            out.finish();
            written = true;
            return gzip;
        } finally {
            if (!written) {
                gzip.close();
            }
        }
    }

    /** Closing a spool deletes it; closing a GZIPOutputStream frees its native memory. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(Spool spool) {
            super(spool);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    @Override
    public void close() throws IOException {
        results.close();
    }

    private record Spooled(byte[] head, Spool results) implements SubmissionAnswer {

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(head);
            try (InputStream in = results.read()) {
                in.transferTo(out);
            }
            out.write(END);
        }

        @Override
        public void close() throws IOException {
            results.close();
        }
    }
}
