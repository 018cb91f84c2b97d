package org.alarmcall.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Opinions in NDJSON, each line an item of the API. */
final class OpinionLines implements OpinionBatches {

    /** Several times the longest opinion, and little enough for all of a request to be read at once. */
    private static final int MOST_LINE_BYTES = 16 << 10;

    /** More than an opinion has, and so little that the server can read what holds it. */
    private static final int MOST_NESTING = 16;

    private static final ObjectReader READER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_NESTING)
                            .build())
                    .build())
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final NdjsonBatches lines;

    OpinionLines(InputStream in) {
        this.lines = new NdjsonBatches(in, OpinionBatch.MOST);
    }

    @Override
    public Optional<OpinionBatch> next() throws IOException {
        return lines.next().map(OpinionLines::read);
    }

    private static OpinionBatch read(PushBatch part) {
        List<OpinionBatch.Item> items = new ArrayList<>();
        List<Rejection> unsent = new ArrayList<>(part.unsent());
        int start = 0;
        for (int line : part.lines()) {
            int end = start;
            while (part.body()[end] != '\n') {
                end++;
            }
            if (end - start > MOST_LINE_BYTES) {
                unsent.add(new Rejection(line, "", "", "The line is longer than " + MOST_LINE_BYTES + " bytes."));
            } else {
                read(line, Arrays.copyOfRange(part.body(), start, end), items, unsent);
            }
            start = end + 1;
        }
        return new OpinionBatch(items, unsent);
    }

    private static void read(int line, byte[] bytes, List<OpinionBatch.Item> items, List<Rejection> unsent) {
        try {
            if (READER.readTree(bytes) instanceof ObjectNode object) {
                items.add(new OpinionBatch.Item(line, object));
            } else {
                unsent.add(new Rejection(line, "", "", "must be a JSON object"));
            }
        } catch (JsonProcessingException e) {
            unsent.add(new Rejection(line, "", "", "can't be read as a JSON object: " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
