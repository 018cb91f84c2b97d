package org.alarmcall.indicator;

import static org.alarmcall.indicator.ListingBodies.READER;
import static org.alarmcall.indicator.ListingBodies.all;
import static org.alarmcall.indicator.ListingBodies.assertProblem;
import static org.alarmcall.indicator.ListingBodies.endless;
import static org.alarmcall.indicator.ListingBodies.errors;
import static org.alarmcall.indicator.ListingBodies.json;
import static org.alarmcall.indicator.ListingBodies.listing;
import static org.alarmcall.indicator.ListingBodies.parsed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonListingsTest {

    @Test
    void readsListingsInTheirOrder() {
        List<ListingResult> results =
                json(" {\"listings\" : [" + listing("a") + "," + listing("b") + ",7," + listing("c") + "]} \n");
        assertEquals("a", parsed(results.get(0)).reference());
        assertEquals("b", parsed(results.get(1)).reference());
        assertEquals(List.of("/listings/2 must be an object"), errors(results.get(2)));
        assertEquals("c", parsed(results.get(3)).reference());
        assertNull(results.get(3).line());
        assertEquals(List.of(), json("\ufeff{\"listings\":[]}"));
    }

    @Test
    void pointersBeginAtTheBody() {
        assertEquals(
                List.of("/listings/0/reference is required"),
                errors(json("{\"listings\":[" + listing("a").replace("\"reference\":\"a\",", "") + "]}")
                        .get(0)));
        ParsedListing listing = parsed(json("{\"listings\":[" + listing("a").replace(ListingBodies.MD5, "0") + "]}")
                .get(0));
        assertEquals(
                List.of("/listings/0/indicators/1/value image_md5 is 32 hexadecimal digits; this is 1 characters"),
                errors(listing.rejected().get(0).errors()));
    }

    @Test
    void aRepeatedReferenceIsRejectedAndTheFirstStands() {
        List<ListingResult> results =
                json("{\"listings\":[" + listing("a") + "," + listing("b") + "," + listing("a") + "]}");
        assertEquals("a", parsed(results.get(0)).reference());
        assertEquals(
                List.of("/listings/2/reference is already in this request, at /listings/0"), errors(results.get(2)));
    }

    @Test
    void whatIsNoObjectWithListingsIsRefused() {
        assertProblem(
                Problem.INVALID, "Each is named with its place. [ must be an object with listings]", () -> json("[]"));
        assertProblem(
                Problem.INVALID,
                "Each is named with its place. [ must be an object with listings]",
                () -> json("null"));
        assertProblem(Problem.INVALID, "Each is named with its place. [/listings is required]", () -> json("{}"));
        assertProblem(
                Problem.INVALID,
                "Each is named with its place. [/listings must be an array]",
                () -> json("{\"listings\":null}"));
        assertProblem(
                Problem.INVALID,
                "Each is named with its place. [/a~1b is not a field of this object]",
                () -> json("{\"a/b\":[],\"listings\":[]}"));
        assertProblem(
                Problem.INVALID,
                "Each is named with its place. [/more is not a field of this object]",
                () -> json("{\"listings\":[],\"more\":1}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"listings\"",
                "{\"listings\":[",
                "{\"listings\":[]",
                "{\"listings\":[]}}",
                "{\"listings\":[]}1",
                "{\"listings\":[],}",
                "{\"listings\":[{\"reference\":\"a\",\"reference\":\"b\"}]}",
                "{\"listings\":[],\"listings\":[]}",
                "{'listings':[]}",
                "{\"listings\":[NaN]}",
                "{\"listings\":[01]}",
                "{\"listings\":[] /* */}",
                "{\"listings\":[\"\\x\"]}",
                "{\"listings\":[\"\n\"]}",
                "{\"listings\":[\"\0\"]}",
                "\0"
            })
    void whatIsNoJsonIsMalformed(String body) {
        assertEquals(
                Problem.MALFORMED,
                assertThrows(ProblemException.class, () -> json(body)).problem());
    }

    @Test
    void thePlaceOfASyntaxErrorIsNamed() {
        ProblemException e = assertThrows(ProblemException.class, () -> json("{\"listings\":[\n{\"a\":}]}"));
        assertTrue(e.detail().endsWith("(line 2, column 6)."), e.detail());
        assertTrue(e.detail().startsWith("The body is no JSON: Unexpected character"), e.detail());
    }

    @Test
    void anythingButUtf8IsMalformed() {
        byte[] latin = ("{\"listings\":[" + listing("é") + "]}").getBytes(StandardCharsets.ISO_8859_1);
        assertProblem(
                Problem.MALFORMED,
                "The body is not valid UTF-8, at or after /listings/0.",
                () -> all(new JsonListings(new ByteArrayInputStream(latin), READER)));
        byte[] utf16 = "{\"listings\":[]}".getBytes(StandardCharsets.UTF_16);
        assertThrows(ProblemException.class, () -> all(new JsonListings(new ByteArrayInputStream(utf16), READER)));
    }

    @Test
    void takesAThousandListingsAndNotOneMore() {
        assertEquals(1_000, json(many(1_000)).size());
        assertProblem(
                Problem.INVALID,
                "Each is named with its place. [/listings has more than 1000 items; "
                        + "send application/x-ndjson, or several requests]",
                () -> json(many(1_001)));
    }

    private static String many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> listing("r" + i))
                .collect(Collectors.joining(",", "{\"listings\":[", "]}"));
    }

    @Test
    void bombsAreRefusedInBoundedMemoryAndTime() {
        String limit =
                "The body is beyond a limit: nesting 32, numbers of 100, names of 1000, strings of 65536 characters";
        for (String bomb :
                List.of("[", "{\"a\":", "\"" + "x".repeat(70_000), "1".repeat(200), "{\"" + "n".repeat(2_000))) {
            ProblemException e = assertThrows(
                    ProblemException.class,
                    () -> all(new JsonListings(endless("{\"listings\":[", bomb, 1L << 40), READER)));
            assertEquals(Problem.MALFORMED, e.problem(), bomb.substring(0, 1));
            assertTrue(e.detail().startsWith(limit), e.detail());
        }
        String large = "is larger than 256 KiB, the limit of one listing.";
        for (String part : List.of(" ", "\"x\",", "{},", "1,")) {
            ProblemException e = assertThrows(
                    ProblemException.class,
                    () -> all(new JsonListings(endless("{\"listings\":[{\"note\":[", part, 1L << 40), READER)));
            assertEquals(Problem.TOO_LARGE, e.problem());
            assertEquals("What stands at /listings/0 " + large, e.detail());
        }
        assertThrows(ProblemException.class, () -> all(new JsonListings(endless("", " ", 1L << 40), READER)));
        assertThrows(
                ProblemException.class,
                () -> all(new JsonListings(endless("{\"listings\":[", "1,", 1L << 40), READER)));
    }

    @Test
    void mutatedBodiesAreReadOrRefusedAndNothingElse() {
        Mutations mutations = new Mutations(new Random(6));
        String body = "{\"listings\":[" + listing("a") + "," + listing("b") + "]}";
        for (int i = 0; i < 5_000; i++) {
            byte[] mutated = mutations.of(body);
            try {
                all(new JsonListings(new ByteArrayInputStream(mutated), READER)).forEach(Mutations::check);
            } catch (ProblemException e) {
                Mutations.check(e);
            }
        }
    }
}
