package org.alarmcall.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Listings as members send them. Fingerprints are new each time unless a test names one. */
public final class TestListings {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TestListings() {}

    /** A fingerprint that nobody has sent: the value of an image_md5. */
    public static String md5() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** A good listing with these image_md5 fingerprints. */
    public static Map<String, Object> listing(String reference, String... md5s) {
        Map<String, Object> listing = new LinkedHashMap<>();
        listing.put("reference", reference);
        listing.put("observedAt", "2026-11-20T09:30:00Z");
        listing.put("labels", labels());
        listing.put(
                "indicators",
                Arrays.stream(md5s)
                        .map(md5 -> Map.of("type", "image_md5", "value", md5))
                        .toList());
        return listing;
    }

    public static Map<String, Object> labels() {
        Map<String, Object> labels = new LinkedHashMap<>();
        labels.put("taxon", Map.of("scientificName", "Loxodonta africana", "ids", List.of("speciesplus:4521")));
        labels.put("term", "IVC");
        labels.put("country", "IT");
        labels.put("policyCategory", "ivory");
        return labels;
    }

    /** The listing with another value, or without the key for null. */
    public static Map<String, Object> with(Map<String, Object> listing, String key, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(listing);
        changed.put(key, value);
        return changed;
    }

    public static String path(String collection) {
        return "/api/v1/collections/" + collection + "/submissions";
    }

    @SafeVarargs
    public static Response post(ApiClient member, String collection, Map<String, Object>... listings) {
        return member.json(Map.of("listings", List.of(listings))).post(path(collection));
    }

    /** Sends listings and expects 200. */
    @SafeVarargs
    public static ValidatableResponse submit(ApiClient member, String collection, Map<String, Object>... listings) {
        return post(member, collection, listings).then().statusCode(200);
    }

    /** A request with lines of JSON. */
    public static RequestSpecification lines(ApiClient member, String ndjson) {
        return member.request()
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/x-ndjson", ContentType.TEXT)))
                .contentType("application/x-ndjson; charset=utf-8")
                .body(ndjson);
    }

    public static String ndjson(Stream<Map<String, Object>> listings) {
        return listings.map(TestListings::json).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String json(Map<String, Object> listing) {
        try {
            return JSON.writeValueAsString(listing);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
