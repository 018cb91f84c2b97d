package org.alarmcall.tactic;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How code words are stored, and the JSON of a tactic in the feed, encoded once as it goes on the wire. */
final class TacticJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private TacticJson() {}

    static String codeWords(List<CodeWord> words) {
        return text(words);
    }

    static List<CodeWord> codeWords(String json) {
        try {
            return MAPPER.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("These are no code words: " + e.getOriginalMessage(), e);
        }
    }

    static List<String> texts(String json) {
        try {
            return MAPPER.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("These are no texts: " + e.getOriginalMessage(), e);
        }
    }

    static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The {@code tactic} of an upsert entry. */
    static String upsert(PublishedTactic tactic, String tlp) {
        TacticContent content = tactic.content();
        StringWriter text = new StringWriter(1024);
        try (JsonGenerator out = MAPPER.getFactory().createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("id", tactic.id().toString());
            out.writeStringField("title", content.title());
            out.writeStringField("narrative", content.narrative());
            out.writeStringField("firstSeen", content.firstSeen().toString());
            out.writeFieldName("labels");
            out.writeRawValue(content.labels().json());
            out.writePOJOField("techniques", content.techniques());
            out.writePOJOField("codeWords", content.codeWords());
            out.writeStringField("tlp", tlp);
            out.writeNumberField("revision", tactic.revision());
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /**
     * The {@code tactic} of a withdraw entry.
     *
     * @param mergedInto the published one that holds it now; null for none
     */
    static String reference(UUID id, @Nullable UUID mergedInto) {
        return "{\"id\":\"" + id + '"' + (mergedInto == null ? "" : ",\"mergedInto\":\"" + mergedInto + '"') + '}';
    }
}
