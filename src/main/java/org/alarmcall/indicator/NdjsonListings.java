package org.alarmcall.indicator;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.util.List;
import org.alarmcall.platform.FieldError;
import org.alarmcall.platform.Problem;
import org.jspecify.annotations.Nullable;

/** The listings of a body with one on each line. A broken line is reported by its number, and the others are read. */
final class NdjsonListings implements ListingSource {

    private final Lines lines;
    private final ListingReader reader;
    private final References references = new References();
    private final CharsetDecoder decoder = BodyText.strictUtf8();
    private CharBuffer text = CharBuffer.allocate(4_096);
    private int count;

    NdjsonListings(InputStream body, ListingReader reader) {
        this.lines = new Lines(body, MAX_LISTING_BYTES);
        this.reader = reader;
    }

    @Override
    public @Nullable ListingResult next() throws IOException {
        do {
            if (!lines.next()) {
                return null;
            }
        } while (lines.isBlank());
        if (count == MAX_STREAMED_LISTINGS) {
            throw Problem.TOO_LARGE.because(
                    "The body has more than " + MAX_STREAMED_LISTINGS + " listings; send several requests.");
        }
        ListingResult result = references.check(read(count));
        count++;
        return result;
    }

    private ListingResult read(int ordinal) throws IOException {
        if (lines.isTooLong()) {
            return broken(ordinal, "is longer than " + MAX_LISTING_BYTES / 1024 + " KiB");
        }
        ByteBuffer bytes = lines.bytes();
        int start = bytes.position();
        text.clear();
        if (text.capacity() < bytes.remaining()) {
            text = CharBuffer.allocate(Math.max(bytes.remaining(), 2 * text.capacity()));
        }
        if (decoder.reset().decode(bytes, text, true).isError()) {
            return broken(ordinal, "is not valid UTF-8 at byte " + (bytes.position() - start + 1));
        }
        text.flip();
        if (lines.number() == 1 && text.hasRemaining() && BodyText.isByteOrderMark(text.get(0))) {
            text.position(1);
        }
        try (JsonParser json =
                BodyText.MAPPER.getFactory().createParser(text.array(), text.position(), text.remaining())) {
            JsonNode listing = BodyText.MAPPER.readTree(json);
            if (listing == null) {
                return broken(ordinal, "is empty");
            }
            if (json.nextToken() != null) {
                return broken(ordinal, "holds more than one JSON value");
            }
            return reader.read(ordinal, lines.number(), "", listing);
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null ? "" : " (column " + e.getLocation().getColumnNr() + ")";
            return broken(ordinal, BodyText.reason(e) + place);
        }
    }

    private RejectedListing broken(int ordinal, String detail) {
        int line = lines.number();
        return new RejectedListing(ordinal, line, null, 0, List.of(new FieldError("", line, detail)));
    }
}
