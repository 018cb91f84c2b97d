package org.alarmcall.indicator;

import static org.alarmcall.indicator.ListingBodies.MD5;
import static org.alarmcall.indicator.ListingBodies.PDQ;
import static org.alarmcall.indicator.ListingBodies.READER;
import static org.alarmcall.indicator.ListingBodies.all;
import static org.alarmcall.indicator.ListingBodies.assertProblem;
import static org.alarmcall.indicator.ListingBodies.csv;
import static org.alarmcall.indicator.ListingBodies.endless;
import static org.alarmcall.indicator.ListingBodies.errors;
import static org.alarmcall.indicator.ListingBodies.parsed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.junit.jupiter.api.Test;

class CsvListingsTest {

    private static final String HEADER =
            "reference,observedAt,taxon,term,claimedSource,country,language,policyCategory,type,value,quality,note\n";

    private static String row(String reference, String type, String value, String quality) {
        return reference + ",2026-11-20T09:30:00Z,Loxodonta africana,IVC,O,IT,it,ivory," + type + "," + value + ","
                + quality + ",\"Two lines,\n\"\"quoted\"\"\"\r\n";
    }

    @Test
    void rowsOfOneReferenceThatFollowEachOtherAreOneListing() {
        List<ListingResult> results = csv("\ufeff" + HEADER + row("a", "image_pdq", PDQ, "90")
                + row("a", "image_md5", MD5, "") + "\n" + row("b", "image_md5", MD5, ""));
        assertEquals(2, results.size());
        ParsedListing listing = parsed(results.get(0));
        assertEquals("a", listing.reference());
        assertEquals(2, listing.line());
        assertEquals("Two lines,\n\"quoted\"", listing.note());
        assertEquals(
                "{\"taxon\":{\"scientificName\":\"Loxodonta africana\"},\"term\":\"IVC\",\"claimedSource\":\"O\","
                        + "\"country\":\"IT\",\"language\":\"it\",\"policyCategory\":\"ivory\"}",
                listing.labelsJson());
        assertEquals(90, listing.indicators().get(0).quality());
        assertEquals(MD5, listing.indicators().get(1).fingerprint().canonical());
        assertEquals(7, parsed(results.get(1)).line());
    }

    @Test
    void columnsMayStandInAnyOrderAndOptionalOnesBeMissing() {
        ParsedListing listing = parsed(csv("value,type,policyCategory,taxon,observedAt,reference\n" + MD5
                        + ",image_md5,birds,Aus bus,2026-11-20T09:30:00Z,a")
                .get(0));
        assertEquals("{\"taxon\":{\"scientificName\":\"Aus bus\"},\"policyCategory\":\"birds\"}", listing.labelsJson());
    }

    @Test
    void aWrongHeaderIsRefusedByName() {
        assertProblem(Problem.INVALID, "The body is empty. [1: The header row is missing.]", () -> csv(""));
        assertProblem(
                Problem.INVALID,
                "The header row can't be used. [1:/claims is no column; there are reference, observedAt, taxon, term, "
                        + "claimedSource, country, language, policyCategory, type, value, quality, note, "
                        + "1:/note stands twice in the header]",
                () -> csv(HEADER.strip() + ",claims,note\n"));
        assertProblem(
                Problem.INVALID,
                "The header row can't be used. [1:/value is a column that is required]",
                () -> csv("reference,observedAt,taxon,policyCategory,type\n"));
        assertThrows(ProblemException.class, () -> csv("\n" + HEADER));
    }

    @Test
    void errorsNameTheColumnAndTheLineOfTheRow() {
        List<ListingResult> results = csv(HEADER
                + "a,yesterday,,XYZ,,,,gold,image_md5,00,1.5,\n"
                + row("b", "image_md5", MD5, "")
                + row("b", "image_md5", "0", "")
                + ",2026-11-20T09:30:00Z,Aus bus,,,,,ivory,image_md5," + MD5 + ",,\n"
                + ",2026-11-20T09:30:00Z,Aus bus,,,,,ivory,,,,\n");
        assertEquals(
                List.of(
                        "2:/observedAt must be a time of RFC 3339, for example 2026-11-20T09:30:00Z",
                        "2:/taxon is required",
                        "2:/policyCategory 'gold' is no policy category of this coalition",
                        "2:/term 'XYZ' is no CITES trade term",
                        "2:/quality must be a whole number from 0 to 100",
                        "2:/value image_md5 is 32 hexadecimal digits; this is 2 characters"),
                errors(results.get(0)));
        assertEquals(
                List.of("5:/value image_md5 is 32 hexadecimal digits; this is 1 characters"),
                errors(parsed(results.get(1)).rejected().get(0).errors()));
        assertEquals(List.of("7:/reference is required"), errors(results.get(2)));
        assertEquals(
                List.of("8:/reference is required", "8:/type is required", "8:/value is required"),
                errors(results.get(3)));
    }

    @Test
    void aRowWithAWrongNumberOfCellsRejectsItsListingAlone() {
        List<ListingResult> results = csv(HEADER + row("a", "image_md5", MD5, "") + "a,2026\n"
                + row("b", "image_md5", MD5, "") + "x\n" + HEADER.strip() + ",more\n" + row("c", "image_md5", MD5, ""));
        assertEquals(List.of("4: has 2 cells, the header has 12"), errors(results.get(0)));
        assertEquals(2, assertInstanceOf(RejectedListing.class, results.get(0)).indicators());
        assertEquals("b", parsed(results.get(1)).reference());
        assertEquals(List.of("7: has 1 cells, the header has 12"), errors(results.get(2)));
        assertEquals(List.of("8: has 13 cells, the header has 12"), errors(results.get(3)));
        assertEquals("c", parsed(results.get(4)).reference());
    }

    @Test
    void rowsOfOneListingMustAgree() {
        List<ListingResult> results = csv(HEADER
                + row("a", "image_md5", MD5, "")
                + row("a", "image_pdq", PDQ, "90").replace("ivory", "birds").replace("IT", "FR")
                + row("b", "image_md5", MD5, ""));
        assertEquals(
                List.of(
                        "4:/country differs from line 2; rows with one reference are one listing",
                        "4:/policyCategory differs from line 2; rows with one reference are one listing"),
                errors(results.get(0)));
        assertEquals("b", parsed(results.get(1)).reference());
    }

    @Test
    void aReferenceThatComesBackLaterIsRejected() {
        List<ListingResult> results = csv(HEADER
                + row("a", "image_md5", MD5, "")
                + row("b", "image_md5", MD5, "")
                + row("a", "image_md5", MD5, ""));
        assertEquals(List.of("6:/reference is already in this request, on line 2"), errors(results.get(2)));
    }

    @Test
    void aListingHasAtMostFiftyRows() {
        List<ListingResult> results =
                csv(HEADER + row("a", "image_md5", MD5, "").repeat(60) + row("b", "image_md5", MD5, ""));
        assertEquals(List.of("2: must have 1 to 50 rows"), errors(results.get(0)));
        assertEquals("b", parsed(results.get(1)).reference());
    }

    @Test
    void brokenQuotesAndBytesEndTheRequest() {
        for (String row : List.of("a,\"open", "a,\"x\"y,b\n", "a,\"x\n" + row("b", "image_md5", MD5, "") + "\n")) {
            ProblemException e = assertThrows(ProblemException.class, () -> csv(HEADER + row));
            assertEquals(Problem.MALFORMED, e.problem(), row);
            assertTrue(e.detail().startsWith("The body is no CSV of RFC 4180, at or after line 2"), e.detail());
        }
        byte[] latin = (HEADER + row("é", "image_md5", MD5, "")).getBytes(StandardCharsets.ISO_8859_1);
        ProblemException e = assertThrows(
                ProblemException.class, () -> all(new CsvListings(new ByteArrayInputStream(latin), READER)));
        assertTrue(e.detail().startsWith("The body is not valid UTF-8"), e.detail());
    }

    @Test
    void bombsAreRefusedInBoundedMemory() {
        for (String part : List.of("x", ",", "\"\"", " \n\"\"")) {
            ProblemException e = assertThrows(
                    ProblemException.class,
                    () -> all(new CsvListings(endless(HEADER + "a,\"", part, 1L << 40), READER)));
            assertEquals(Problem.TOO_LARGE, e.problem());
            assertEquals("What stands on line 2 is larger than 256 KiB, the limit of one listing.", e.detail());
        }
        assertThrows(ProblemException.class, () -> all(new CsvListings(endless("", "x", 1L << 40), READER)));
        assertThrows(ProblemException.class, () -> all(new CsvListings(endless(HEADER, "\0", 1L << 40), READER)));
        assertProblem(
                Problem.TOO_LARGE,
                "The body has more than 100000 listings; send several requests.",
                () -> all(new CsvListings(endless(HEADER, ",x\n", 1L << 40), READER)));
    }

    @Test
    void mutatedRowsAreReadOrRefusedAndNothingElse() {
        Mutations mutations = new Mutations(new Random(9));
        String body = HEADER
                + row("a", "image_pdq", PDQ, "90")
                + row("a", "image_md5", MD5, "")
                + row("b", "image_md5", MD5, "");
        for (int i = 0; i < 5_000; i++) {
            try {
                all(new CsvListings(new ByteArrayInputStream(mutations.of(body)), READER))
                        .forEach(Mutations::check);
            } catch (ProblemException e) {
                Mutations.check(e);
            }
        }
    }
}
