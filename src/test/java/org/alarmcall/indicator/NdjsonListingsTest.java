package org.alarmcall.indicator;

import static org.alarmcall.indicator.ListingBodies.READER;
import static org.alarmcall.indicator.ListingBodies.all;
import static org.alarmcall.indicator.ListingBodies.endless;
import static org.alarmcall.indicator.ListingBodies.errors;
import static org.alarmcall.indicator.ListingBodies.listing;
import static org.alarmcall.indicator.ListingBodies.ndjson;
import static org.alarmcall.indicator.ListingBodies.parsed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.junit.jupiter.api.Test;

class NdjsonListingsTest {

    @Test
    void readsAListingALine() {
        List<ListingResult> results =
                ndjson("\ufeff" + listing("a") + "\n\r\n  \t\n" + listing("b") + "\r\n" + listing("c"));
        assertEquals(3, results.size());
        assertEquals("a", parsed(results.get(0)).reference());
        assertEquals("b", parsed(results.get(1)).reference());
        assertEquals("c", parsed(results.get(2)).reference());
        assertEquals(List.of(1, 4, 5), results.stream().map(ListingResult::line).toList());
        assertEquals(List.of(), ndjson(""));
        assertEquals(List.of(), ndjson("\n\n"));
    }

    @Test
    void oneBrokenLineNeverSinksTheOthers() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String line : List.of(
                listing("a"),
                "{\"reference\":",
                "{} {}",
                "[1]",
                "{\"a\":1,\"a\":2}",
                "[".repeat(100_000),
                "{\"note\":" + "1".repeat(101) + "}",
                "x".repeat(300_000),
                "\"" + "x".repeat(65_537) + "\"",
                "\0")) {
            body.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(new byte[] {'"', 'a', (byte) 0xc3, '"', '\n'});
        body.writeBytes(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '\n'});
        body.writeBytes(new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"', '\n'});
        body.writeBytes((listing("b") + "\n").getBytes(StandardCharsets.UTF_8));
        List<ListingResult> results = all(new NdjsonListings(new ByteArrayInputStream(body.toByteArray()), READER));

        String limit = " is beyond a limit: nesting 32, numbers of 100, names of 1000, strings of 65536 characters";
        assertEquals(14, results.size());
        assertEquals("a", parsed(results.get(0)).reference());
        assertStarts("2: is no JSON: Unexpected end-of-input", results.get(1));
        assertEquals(List.of("3: holds more than one JSON value"), errors(results.get(2)));
        assertEquals(List.of("4: must be an object"), errors(results.get(3)));
        assertStarts("5: is no JSON: Duplicate", results.get(4));
        assertStarts("6:" + limit, results.get(5));
        assertStarts("7:" + limit, results.get(6));
        assertEquals(List.of("8: is longer than 256 KiB"), errors(results.get(7)));
        assertStarts("9:" + limit, results.get(8));
        assertStarts("10: is no JSON: Illegal character", results.get(9));
        assertEquals(List.of("11: is not valid UTF-8 at byte 3"), errors(results.get(10)));
        assertEquals(List.of("12: is not valid UTF-8 at byte 2"), errors(results.get(11)));
        assertEquals(List.of("13: is not valid UTF-8 at byte 2"), errors(results.get(12)));
        assertEquals("b", parsed(results.get(13)).reference());
    }

    private static void assertStarts(String start, ListingResult result) {
        assertTrue(errors(result).get(0).startsWith(start), errors(result).toString());
    }

    @Test
    void errorsNameTheLine() {
        ParsedListing listing = parsed(
                ndjson("\n" + listing("a").replace(ListingBodies.MD5, "0")).get(0));
        assertEquals(
                List.of("2:/indicators/1/value image_md5 is 32 hexadecimal digits; this is 1 characters"),
                errors(listing.rejected().get(0).errors()));
        assertEquals(
                List.of("3:/reference is already in this request, on line 1"),
                errors(ndjson(listing("a") + "\n\n" + listing("a")).get(1)));
    }

    @Test
    void aReferenceOfARejectedListingIsFree() {
        List<ListingResult> results = ndjson(listing("a").replace("ivory", "gold") + "\n" + listing("a"));
        assertEquals("a", results.get(0).reference());
        assertEquals("a", parsed(results.get(1)).reference());
    }

    @Test
    void linesOfTheLimitAreReadWhereverTheyLieInTheBuffer() {
        int max = ListingSource.MAX_LISTING_BYTES;
        Random random = new Random(7);
        StringBuilder body = new StringBuilder();
        int good = 0;
        for (int i = 0; i < 60; i++) {
            String line = listing("r" + i);
            int length = List.of(line.length(), max - 1, max, max + 1, 70_000 + random.nextInt(max))
                    .get(random.nextInt(5));
            good += length <= max ? 1 : 0;
            body.append(line).append(" ".repeat(length - line.length())).append('\n');
        }
        List<ListingResult> results = ndjson(body.toString());
        assertEquals(60, results.size());
        assertEquals(
                good, results.stream().filter(ParsedListing.class::isInstance).count());
        for (int i = 0; i < 60; i++) {
            assertEquals(i + 1, results.get(i).line());
            if (results.get(i) instanceof ParsedListing listing) {
                assertEquals("r" + i, listing.reference());
            } else {
                assertEquals(List.of(i + 1 + ": is longer than 256 KiB"), errors(results.get(i)));
            }
        }
        assertEquals(
                List.of("1: is longer than 256 KiB"),
                errors(ndjson("x".repeat(max + 1)).get(0)));
    }

    @Test
    void takesAHundredThousandListingsAndNotOneMore() {
        NdjsonListings listings = new NdjsonListings(endless("", "{}\n", 1L << 40), READER);
        ProblemException e = assertThrows(ProblemException.class, () -> {
            int count = 0;
            while (listings.next() != null) {
                assertTrue(++count <= 100_000);
            }
        });
        assertEquals(Problem.TOO_LARGE, e.problem());
        assertEquals("The body has more than 100000 listings; send several requests.", e.detail());
    }

    @Test
    void aLineWithoutEndIsSkippedInConstantMemory() throws IOException {
        NdjsonListings listings = new NdjsonListings(endless(listing("a") + "\n", "x".repeat(8_000), 100_000), READER);
        ListingResult first = listings.next();
        assertTrue(first instanceof ParsedListing);
        ListingResult second = listings.next();
        assertTrue(second instanceof RejectedListing);
        assertEquals(List.of("2: is longer than 256 KiB"), errors(second));
        assertEquals(null, listings.next());
    }

    @Test
    void mutatedLinesAreReadOrRejectedAndNothingElse() {
        Mutations mutations = new Mutations(new Random(8));
        String body = listing("a") + "\n" + listing("b");
        for (int i = 0; i < 5_000; i++) {
            List<ListingResult> results = all(new NdjsonListings(new ByteArrayInputStream(mutations.of(body)), READER));
            results.forEach(Mutations::check);
        }
    }
}
