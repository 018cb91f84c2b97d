package org.alarmcall.vocabulary;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a listing shows, in the vocabulary. {@link LabelsReader} checks what comes from outside.
 *
 * @param term CITES trade term in use
 * @param termAsSent the retired code that was sent for it
 * @param claimedSource CITES source that the seller claims
 * @param country ISO 3166-1 alpha-2 or XX
 * @param language BCP 47
 * @param claims what else the seller claims
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"taxon", "term", "termAsSent", "claimedSource", "country", "language", "policyCategory", "claims"})
public record Labels(
        Taxon taxon,
        @Nullable String term,
        @Nullable String termAsSent,
        @Nullable String claimedSource,
        @Nullable String country,
        @Nullable String language,
        String policyCategory,
        List<String> claims) {

    public static final int MAX_CLAIMS = 10;

    private static final JsonFactory JSON = new JsonFactory();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public Labels {
        claims = claims == null ? List.of() : List.copyOf(claims);
    }

    /**
     * The one way in which labels are written, for storage, content hashes and feed entries: compact, keys in the order
     * of the API, absent fields left out. Equal labels have equal text.
     */
    public String json() {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeObjectFieldStart("taxon");
            out.writeStringField("scientificName", taxon.scientificName());
            write(out, "rank", taxon.rank());
            write(out, "ids", taxon.ids());
            write(out, "nameAsReported", taxon.nameAsReported());
            out.writeEndObject();
            write(out, "term", term);
            write(out, "termAsSent", termAsSent);
            write(out, "claimedSource", claimedSource);
            write(out, "country", country);
            write(out, "language", language);
            out.writeStringField("policyCategory", policyCategory);
            write(out, "claims", claims);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Labels can't be written", e);
        }
        return text.toString();
    }

    /**
     * Labels that {@link #json()} wrote.
     *
     * @throws IllegalArgumentException for other text
     */
    public static Labels ofJson(String json) {
        try {
            return MAPPER.readValue(json, Labels.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("These are no labels: " + e.getOriginalMessage(), e);
        }
    }

    private static void write(JsonGenerator out, String name, @Nullable String value) throws IOException {
        if (value != null) {
            out.writeStringField(name, value);
        }
    }

    private static void write(JsonGenerator out, String name, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            out.writeArrayFieldStart(name);
            for (String value : values) {
                out.writeString(value);
            }
            out.writeEndArray();
        }
    }
}
