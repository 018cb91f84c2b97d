package org.alarmcall.cli.copy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The two small files of a copy: {@code copy.json} says what the folder is a copy of and never changes;
 * {@code state.json} says how far it was when {@code current.ndjson} was written, for people and other programs. The log
 * alone is the truth.
 */
public final class CopyFile {

    private static final String IDENTITY = "copy.json";
    private static final String STATE = "state.json";
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private CopyFile() {}

    /** The state of the copy in a folder; empty when there is none. */
    public static Optional<JsonNode> state(Path folder) throws IOException {
        Path file = folder.resolve(STATE);
        return Files.exists(file) ? Optional.of(JSON.readTree(Files.readAllBytes(file))) : Optional.empty();
    }

    /** Marks the folder as a copy for the filter, whatever it was to be before. */
    static void mark(Path folder, Filter filter) throws IOException {
        ObjectNode identity = JSON.createObjectNode().put("format", FORMAT);
        Durable.replace(folder.resolve(IDENTITY), pretty(describe(identity, filter)));
    }

    /** Checks that the folder is a copy for the filter; one that is not marked becomes one. */
    static void claim(Path folder, Filter filter) throws IOException {
        Path file = folder.resolve(IDENTITY);
        if (!Files.exists(file)) {
            mark(folder, filter);
            return;
        }
        JsonNode identity = JSON.readTree(Files.readAllBytes(file));
        if (identity.path("format").asInt() != FORMAT) {
            throw new CopyException(folder + " was written by another version of this program.");
        }
        Filter held = Filter.of(
                identity.path("collection").asText(),
                identity.path("tier").asText(),
                words(identity.path("types")),
                words(identity.path("kinds")));
        if (!held.equals(filter)) {
            throw new CopyException(folder + " holds a copy of " + held + ", not of " + filter
                    + ". Use another folder, or delete this one.");
        }
    }

    static void writeState(Path folder, Filter filter, Commit at, Totals totals, String server, boolean verified)
            throws IOException {
        ObjectNode state = describe(JSON.createObjectNode().put("server", server), filter)
                .put("position", at.position())
                .put("chain", at.chain())
                .put("count", at.count())
                .put("digest", at.digest())
                .put("verified", verified)
                .put("writtenAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        ObjectNode types = state.putObject("items");
        totals.byType()
                .forEach((type, total) ->
                        types.putObject(type).put("count", total.count()).put("digest", total.digest()));
        Durable.replace(folder.resolve(STATE), pretty(state));
    }

    private static ObjectNode describe(ObjectNode json, Filter filter) {
        json.put("collection", filter.collection()).put("tier", filter.tier());
        ArrayNode types = json.putArray("types");
        filter.types().forEach(types::add);
        ArrayNode kinds = json.putArray("kinds");
        filter.kinds().forEach(kinds::add);
        return json;
    }

    private static List<String> words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static byte[] pretty(ObjectNode json) {
        return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
