package org.alarmcall.indicator;

import static org.alarmcall.indicator.ListingBodies.MD5;
import static org.alarmcall.indicator.ListingBodies.PDQ;
import static org.alarmcall.indicator.ListingBodies.READER;
import static org.alarmcall.indicator.ListingBodies.errors;
import static org.alarmcall.indicator.ListingBodies.listing;
import static org.alarmcall.indicator.ListingBodies.parsed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListingReaderTest {

    private static final String LABELS =
            "\"labels\":{\"taxon\":{\"scientificName\":\"Aus bus\"},\"policyCategory\":\"birds\"}";
    private static final String GOOD = "{\"type\":\"image_md5\",\"value\":\"" + MD5 + "\"}";

    @Test
    void readsTheExampleOfTheContract() {
        ParsedListing listing = parsed(read(listing("ad-8841")));
        assertEquals("ad-8841", listing.reference());
        assertEquals(Instant.parse("2026-11-20T09:30:00Z"), listing.observedAt());
        assertEquals("Carved bangles offered as 'mammoth'.", listing.note());
        assertEquals(listing.labels().json(), listing.labelsJson());
        assertEquals(
                List.of(
                        new ParsedIndicator(0, Fingerprint.parse(FingerprintType.IMAGE_PDQ, PDQ), 100),
                        new ParsedIndicator(1, Fingerprint.parse(FingerprintType.IMAGE_MD5, MD5), null)),
                listing.indicators());
        assertEquals(List.of(), listing.rejected());
    }

    @Test
    void namesAllThatIsMissing() {
        assertEquals(
                List.of(
                        "/reference is required",
                        "/observedAt is required",
                        "/labels is required",
                        "/indicators is required"),
                errors(read("{}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "\"x\"", "[]", "true"})
    void aListingIsAnObject(String json) {
        assertEquals(List.of(" must be an object"), errors(read(json)));
    }

    @Test
    void namesAllThatIsWrongAtOnce() {
        assertEquals(
                List.of(
                        "/seller is not a field of this object",
                        "/reference has 201 characters, at most 200 are allowed",
                        "/observedAt must be a time of RFC 3339, for example 2026-11-20T09:30:00Z",
                        "/labels/taxon is required",
                        "/labels/policyCategory is required",
                        "/note has 501 characters, at most 500 are allowed",
                        "/indicators/0/type 'image_phash' is no type; there are image_pdq, image_md5, image_sha256, "
                                + "video_md5, video_sha256, text_sha256, text_tlsh, url_sha256, account_hmac",
                        "/indicators/1/value is required",
                        "/indicators/2 must be an object"),
                errors(
                        read(
                                "{\"seller\":\"x\",\"reference\":\"" + "r".repeat(201)
                                        + "\",\"observedAt\":\"yesterday\",\"labels\":{},\"note\":\"" + "n".repeat(501)
                                        + "\",\"indicators\":[{\"type\":\"image_phash\",\"value\":\"00\"},{\"type\":\"image_md5\"},7]}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"\" | is empty",
                "\"  \" | is empty",
                "\" a\" | begins or ends with a blank",
                "\"a\\nb\" | character 2 is the control character U+000A",
                "\"a\\u0085\" | character 2 is the control character U+0085",
                "\"a\\u0000\" | character 2 is NUL",
                "\"\\ud83d\" | character 1 is half a surrogate pair, U+D83D",
                "\"\\udc18x\" | character 1 is half a surrogate pair, U+DC18",
                "12 | must be a string",
                "null | is required",
            })
    void aReferenceIsShortPlainText(String reference, String fault) {
        assertEquals(
                List.of("/reference " + fault),
                errors(read("{\"reference\":" + reference + ",\"observedAt\":\"2026-11-20T09:30:00Z\"," + LABELS
                        + ",\"indicators\":[" + GOOD + "]}")));
    }

    @Test
    void lengthsCountCharactersAsPeopleDo() {
        String reference = "\ud83d\udc18".repeat(200);
        assertEquals(
                reference,
                parsed(read("{\"reference\":\"" + reference + "\",\"observedAt\":\"2026-11-20T09:30:00Z\"," + LABELS
                                + ",\"indicators\":[" + GOOD + "]}"))
                        .reference());
    }

    @ParameterizedTest
    @CsvSource({
        "1999-12-31T23:59:59Z, is before 2000",
        "0000-01-01T00:00:00Z, is before 2000",
        "9999-12-31T23:59:59Z, is more than a day in the future",
        "2026-11-25T12:00:01Z, is more than a day in the future"
    })
    void observedAtIsARealTime(String time, String fault) {
        assertEquals(
                List.of("/observedAt " + fault),
                errors(read("{\"reference\":\"a\",\"observedAt\":\"" + time + "\"," + LABELS + ",\"indicators\":["
                        + GOOD + "]}")));
    }

    @Test
    void aNoteMayHaveLinesAndNothingElseThatControls() {
        assertEquals("a\nb\r\nc", parsed(withNote("\"a\\nb\\r\\nc\"")).note());
        assertNull(parsed(withNote("\" \"")).note());
        assertNull(parsed(withNote("null")).note());
        assertEquals(
                List.of("/note character 2 is the control character U+001B"), errors(withNote("\"a\\u001b[31m\"")));
        assertEquals(List.of("/note character 1 is NUL"), errors(withNote("\"\\u0000\"")));
        assertEquals(List.of("/note must be a string"), errors(withNote("[]")));
    }

    private static ListingResult withNote(String note) {
        return read("{\"reference\":\"a\",\"observedAt\":\"2026-11-20T09:30:00Z\"," + LABELS + ",\"note\":" + note
                + ",\"indicators\":[" + GOOD + "]}");
    }

    @Test
    void aBadIndicatorDoesNotSinkAListingThatHasAGoodOne() {
        ParsedListing listing = parsed(withIndicators(
                "[{\"type\":\"image_md5\",\"value\":\"xyz\"}," + GOOD + ",{\"type\":\"image_pdq\",\"value\":\"" + PDQ
                        + "\",\"quality\":49},{\"type\":7,\"value\":\"\\u0000\"},null]"));
        assertEquals(1, listing.indicators().size());
        assertEquals(1, listing.indicators().get(0).index());
        List<RejectedIndicator> rejected = listing.rejected();
        assertEquals(
                List.of(0, 2, 3, 4),
                rejected.stream().map(RejectedIndicator::index).toList());
        assertEquals(
                List.of("/indicators/0/value image_md5 is 32 hexadecimal digits; this is 3 characters"),
                errors(rejected.get(0).errors()));
        assertEquals(
                List.of("/indicators/2/quality quality 49 is below 50: the image has too little detail, "
                        + "and its hash would match unrelated images"),
                errors(rejected.get(1).errors()));
        assertEquals(
                List.of("/indicators/3/type must be a string"),
                errors(rejected.get(2).errors()));
        assertEquals("\ufffd", rejected.get(2).value());
        assertEquals(
                List.of("/indicators/4 must be an object"),
                errors(rejected.get(3).errors()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1E99999999 | must be a whole number from 0 to 100",
                "-1E99999999 | must be a whole number from 0 to 100",
                "99.5 | must be a whole number from 0 to 100",
                "100.0 | must be a whole number from 0 to 100",
                "99999999999999999999 | must be a whole number from 0 to 100",
                "4294967396 | must be a whole number from 0 to 100",
                "\"100\" | must be a whole number from 0 to 100",
                "true | must be a whole number from 0 to 100",
                "101 | quality is a whole number from 0 to 100; this is 101",
                "-1 | quality is a whole number from 0 to 100; this is -1",
                "null | image_pdq needs a quality from 0 to 100",
            })
    void aQualityIsAWholeNumber(String quality, String fault) {
        assertEquals(
                List.of("/indicators/0/quality " + fault),
                errors(withIndicators(
                        "[{\"type\":\"image_pdq\",\"value\":\"" + PDQ + "\",\"quality\":" + quality + "}]")));
    }

    @Test
    void indicatorsAreOneToFifty() {
        assertEquals(List.of("/indicators must have 1 to 50 items"), errors(withIndicators("[]")));
        assertEquals(List.of("/indicators must be an array"), errors(withIndicators("{}")));
        String many = "[" + String.join(",", Collections.nCopies(51, GOOD)) + "]";
        RejectedListing rejected = assertInstanceOf(RejectedListing.class, withIndicators(many));
        assertEquals(List.of("/indicators must have 1 to 50 items"), errors(rejected));
        assertEquals(51, rejected.indicators());
        assertEquals("a", rejected.reference());
    }

    @Test
    void equalIndicatorsAreJoinedWithTheBetterQuality() {
        String pdq = "{\"type\":\"image_pdq\",\"value\":\"%s\",\"quality\":%d}";
        ParsedListing listing = parsed(withIndicators("[" + pdq.formatted(PDQ, 60) + "," + GOOD + ","
                + pdq.formatted(PDQ.toUpperCase(java.util.Locale.ROOT), 90) + "," + pdq.formatted(PDQ, 70) + "]"));
        assertEquals(
                List.of(
                        new ParsedIndicator(0, Fingerprint.parse(FingerprintType.IMAGE_PDQ, PDQ), 90),
                        new ParsedIndicator(1, Fingerprint.parse(FingerprintType.IMAGE_MD5, MD5), null)),
                listing.indicators());
    }

    @Test
    void unknownKeysOfAnIndicatorRejectItAlone() {
        ParsedListing listing = parsed(withIndicators(
                "[" + GOOD + ",{\"type\":\"image_md5\",\"value\":\"00000000000000000000000000000001\",\"a/b\":1}]"));
        assertEquals(
                List.of("/indicators/1/a~1b is not a field of this object"),
                errors(listing.rejected().get(0).errors()));
    }

    @Test
    void aHashThatSaysNothingIsRefusedWithTheReason() {
        ParsedListing listing = parsed(withIndicators(
                "[" + GOOD + ",{\"type\":\"image_pdq\",\"quality\":90,\"value\":\"" + "5555aaaa".repeat(8)
                        + "\"},{\"type\":\"image_sha256\",\"value\":\"" + "0".repeat(64) + "\"}]"));
        assertEquals(
                List.of("/indicators/1/value this image_pdq is a pattern that repeats, such as a checkerboard: it would"
                        + " match what has nothing to do with it"),
                errors(listing.rejected().get(0).errors()));
        assertEquals(
                List.of(
                        "/indicators/2/value this image_sha256 is all zeros: it would match what has nothing to do with it"),
                errors(listing.rejected().get(1).errors()));
    }

    @Test
    void aPlainHashOfAnAccountIsRefusedWithTheReason() {
        ParsedListing listing = parsed(
                withIndicators("[" + GOOD + ",{\"type\":\"email_sha256\",\"value\":\"" + "1f".repeat(32) + "\"}]"));
        assertEquals(
                List.of("/indicators/1/type 'email_sha256' is not accepted: whoever hashes all e-mail addresses or"
                        + " telephone numbers can undo it. Send account_hmac, made with the coalition's key"),
                errors(listing.rejected().get(0).errors()));
    }

    private static ListingResult withIndicators(String indicators) {
        return read("{\"reference\":\"a\",\"observedAt\":\"2026-11-20T09:30:00Z\"," + LABELS + ",\"indicators\":"
                + indicators + "}");
    }

    private static ListingResult read(String json) {
        try {
            return READER.read(0, null, "", BodyText.MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
