package org.alarmcall.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.alarmcall.platform.FieldError;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.vocabulary.Vocabulary;
import org.junit.jupiter.api.function.Executable;

/** Bodies for tests, and what the readers make of them. */
final class ListingBodies {

    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    static final ListingReader READER = new ListingReader(Vocabulary.standard(), Clock.fixed(NOW, ZoneOffset.UTC));
    static final String PDQ = "f8f8f0cce0f4e84d0e370a22028f67f0b36e2ed596623e1d33e6b39c4e9c9b22";
    static final String MD5 = "9e107d9d372bb6826bd81d3542a419d6";

    private ListingBodies() {}

    /** The example of the contract. */
    static String listing(String reference) {
        return """
                {"reference":"%s","observedAt":"2026-11-20T09:30:00Z","labels":{"taxon":{"scientificName":\
                "Loxodonta africana","ids":["speciesplus:4521"]},"term":"IVC","claimedSource":"O","country":"IT",\
                "language":"it","policyCategory":"ivory","claims":["antique"]},"note":"Carved bangles offered as 'mammoth'.",\
                "indicators":[{"type":"image_pdq","value":"%s","quality":100},{"type":"image_md5","value":"%s"}]}""".formatted(reference, PDQ, MD5);
    }

    static List<ListingResult> json(String body) {
        return all(new JsonListings(stream(body), READER));
    }

    static List<ListingResult> ndjson(String body) {
        return all(new NdjsonListings(stream(body), READER));
    }

    static List<ListingResult> csv(String body) {
        return all(new CsvListings(stream(body), READER));
    }

    static InputStream stream(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }

    static List<ListingResult> all(ListingSource source) {
        List<ListingResult> results = new ArrayList<>();
        try {
            for (ListingResult result = source.next(); result != null; result = source.next()) {
                assertEquals(results.size(), result.ordinal());
                results.add(result);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return results;
    }

    static ParsedListing parsed(ListingResult result) {
        assertEquals(List.of(), errors(result));
        return assertInstanceOf(ParsedListing.class, result);
    }

    /** The errors of a rejected listing as {@code [line:]pointer detail}. */
    static List<String> errors(ListingResult result) {
        return errors(result.errors());
    }

    static List<String> errors(List<FieldError> errors) {
        return errors.stream()
                .map(error -> (error.line() == null ? "" : error.line() + ":") + error.pointer() + " " + error.detail())
                .toList();
    }

    static void assertProblem(Problem problem, String detail, Executable read) {
        ProblemException e = assertThrows(ProblemException.class, read);
        String errors = e.errors().isEmpty() ? "" : " " + errors(e.errors());
        assertEquals(problem + " " + detail, e.problem() + " " + e.detail() + errors);
    }

    /** A body of any length, never all in memory. */
    static InputStream endless(String head, String part, long times) {
        byte[] first = head.getBytes(StandardCharsets.UTF_8);
        byte[] again = part.getBytes(StandardCharsets.UTF_8);
        return new InputStream() {
            private byte[] current = first;
            private int at;
            private long left = times;

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                while (at == current.length) {
                    if (left-- <= 0) {
                        return -1;
                    }
                    current = again;
                    at = 0;
                }
                int count = Math.min(length, current.length - at);
                System.arraycopy(current, at, buffer, offset, count);
                at += count;
                return count;
            }
        };
    }
}
