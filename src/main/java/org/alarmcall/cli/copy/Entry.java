package org.alarmcall.cli.copy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the feed, as far as a copy has to understand it.
 *
 * @param position 0 where the line has none
 * @param type empty where the kind has none (a tactic)
 * @param bodyStart where the object ({@code "indicator": {...}}) begins in the line
 * @param bodyEnd the byte after it
 */
record Entry(
        long position, boolean isUpsert, String kind, UUID id, String type, String value, int bodyStart, int bodyEnd) {

    private static final JsonFactory JSON = new JsonFactory();

    /** @throws BrokenFeedException when it is not an entry */
    static Entry parse(byte[] line, int start, int length) {
        try (JsonParser parser = JSON.createParser(line, start, length)) {
            return new Parsing(parser).entry(start);
        } catch (IOException e) {
            throw new BrokenFeedException("The server sent a line that is not an entry of the feed: " + e.getMessage());
        }
    }

    /** The names stand in any order, so all is read before it is judged. */
    private static final class Parsing {

        private final JsonParser parser;
        private long position;
        private String op = "upsert";
        private @Nullable String kind;
        private @Nullable Body body;

        Parsing(JsonParser parser) {
            this.parser = parser;
        }

        Entry entry(int start) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BrokenFeedException("The server sent a line that is not a JSON object.");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                switch (name) {
                    case "position" -> position = parser.getValueAsLong();
                    case "op" -> op = String.valueOf(parser.getValueAsString());
                    case "kind" -> kind = parser.getValueAsString();
                    default -> {
                        if (token == JsonToken.START_OBJECT) {
                            Body read = readBody(name);
                            body = body == null || name.equals(kind) ? read : body;
                        } else {
                            parser.skipChildren();
                        }
                    }
                }
            }
            Body found = body;
            if (found == null || found.id == null || !(op.equals("upsert") || op.equals("withdraw"))) {
                throw new BrokenFeedException(
                        "The server sent an entry without id or with the unknown operation " + op + ".");
            }
            return new Entry(
                    position,
                    op.equals("upsert"),
                    kind == null ? found.name : kind,
                    uuid(found.id),
                    found.type,
                    found.value,
                    start + found.start,
                    start + found.end);
        }

        private Body readBody(String name) throws IOException {
            Body read = new Body(name, (int) parser.currentTokenLocation().getByteOffset());
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                parser.nextToken();
                switch (field) {
                    case "id" -> read.id = parser.getValueAsString();
                    case "type" -> read.type = parser.getValueAsString("");
                    case "value" -> read.value = parser.getValueAsString("");
                    default -> parser.skipChildren();
                }
            }
            read.end = (int) parser.currentLocation().getByteOffset();
            return read;
        }

        private static UUID uuid(String id) {
            try {
                return UUID.fromString(id);
            } catch (IllegalArgumentException e) {
                throw new BrokenFeedException("The server sent an entry whose id is not a UUID: " + id);
            }
        }
    }

    private static final class Body {

        final String name;
        final int start;
        int end;

        @Nullable
        String id;

        String type = "";
        String value = "";

        Body(String name, int start) {
            this.name = name;
            this.start = start;
        }
    }
}
