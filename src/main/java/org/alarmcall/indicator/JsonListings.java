package org.alarmcall.indicator;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import org.alarmcall.platform.FieldErrors;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The listings of {@code {"listings": [...]}}. Text that is no JSON ends the request, since nobody can say what follows;
 * the place is named.
 */
final class JsonListings implements ListingSource {

    private final MeteredBody body;
    private final ListingReader reader;
    private final References references = new References();
    private @Nullable JsonParser parser;
    private int count;
    private boolean finished;

    JsonListings(InputStream body, ListingReader reader) {
        this.body = new MeteredBody(body, () -> "at /listings/" + count);
        this.reader = reader;
    }

    @Override
    public @Nullable ListingResult next() throws IOException {
        if (finished) {
            return null;
        }
        try {
            JsonParser json = parser == null ? start() : parser;
            body.nextListing();
            if (json.nextToken() == JsonToken.END_ARRAY) {
                finish(json);
                return null;
            }
            if (count == MAX_JSON_LISTINGS) {
                throw ProblemException.invalid(
                        "/listings",
                        "has more than " + MAX_JSON_LISTINGS
                                + " items; send application/x-ndjson, or several requests");
            }
            JsonNode listing = BodyText.MAPPER.readTree(json);
            ListingResult result = reader.read(count, null, "/listings/" + count, listing);
            count++;
            return references.check(result);
        } catch (JsonProcessingException e) {
            throw Problem.MALFORMED.because("The body " + BodyText.reason(e) + place(e.getLocation()) + ".");
        } catch (CharacterCodingException e) {
            throw Problem.MALFORMED.because("The body is not valid UTF-8, at or after /listings/" + count + ".");
        }
    }

    private JsonParser start() throws IOException {
        JsonParser json = BodyText.MAPPER.createParser(BodyText.reader(body));
        parser = json;
        JsonToken first = json.nextToken();
        if (first == null) {
            throw Problem.MALFORMED.because("The body is empty; it must be a JSON object with listings.");
        }
        if (first != JsonToken.START_OBJECT) {
            throw ProblemException.invalid("", "must be an object with listings");
        }
        if (json.nextToken() != JsonToken.FIELD_NAME) {
            throw ProblemException.invalid("/listings", "is required");
        }
        if (!json.currentName().equals("listings")) {
            throw unknown(json);
        }
        if (json.nextToken() != JsonToken.START_ARRAY) {
            throw ProblemException.invalid("/listings", "must be an array");
        }
        return json;
    }

    private void finish(JsonParser json) throws IOException {
        if (json.nextToken() == JsonToken.FIELD_NAME) {
            throw unknown(json);
        }
        if (json.nextToken() != null) {
            throw Problem.MALFORMED.because("The body goes on after its JSON object.");
        }
        finished = true;
        json.close();
    }

    private static ProblemException unknown(JsonParser json) throws IOException {
        return ProblemException.invalid(FieldErrors.child("", json.currentName()), "is not a field of this object");
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
