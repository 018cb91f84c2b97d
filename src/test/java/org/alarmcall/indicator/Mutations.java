package org.alarmcall.indicator;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.alarmcall.platform.FieldError;
import org.alarmcall.platform.ProblemException;

/** Random damage to good bodies, and what must hold for whatever is made of them. */
final class Mutations {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ",",
            ":",
            "\\",
            "\n",
            "\r\n",
            " ",
            "null",
            "true",
            "-1",
            "1E99999999",
            "0.5",
            "\\u0000",
            "\\ud800",
            "\0",
            "\u202e",
            "象",
            "\ud83d\ude00",
            "\"quality\":",
            "\"type\":\"x\"",
            "{}",
            "[[[[",
            "a");

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    byte[] of(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        for (int change = random.nextInt(4); change >= 0; change--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + random.nextInt(random.nextInt(20) == 0 ? 200 : 4));
            byte[] piece = random.nextInt(4) == 0
                    ? new byte[] {(byte) random.nextInt(256)}
                    : PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
            byte[] changed = Arrays.copyOf(bytes, at + piece.length + bytes.length - to);
            System.arraycopy(piece, 0, changed, at, piece.length);
            System.arraycopy(bytes, to, changed, at + piece.length, bytes.length - to);
            bytes = changed;
        }
        return bytes;
    }

    static void check(ListingResult result) {
        if (result instanceof ParsedListing listing) {
            assertFalse(listing.indicators().isEmpty());
            assertTrue(listing.reference().length() <= 2 * ListingReader.MAX_REFERENCE);
            listing.rejected().forEach(indicator -> check(indicator.errors()));
        } else {
            check(result.errors());
        }
        // What is sent back or stored can be written as UTF-8.
        assertDoesNotThrow(() -> MAPPER.writeValueAsBytes(String.valueOf(result)));
    }

    static void check(ProblemException e) {
        assertTrue(e.problem().status() >= 400 && e.problem().status() < 500);
        assertFalse(e.detail().isBlank());
        e.errors().forEach(error -> check(List.of(error)));
        assertDoesNotThrow(() -> MAPPER.writeValueAsBytes(e.detail()));
    }

    private static void check(List<FieldError> errors) {
        assertFalse(errors.isEmpty());
        for (FieldError error : errors) {
            assertDoesNotThrow(() -> JsonPointer.compile(error.pointer()));
            assertFalse(error.detail().isBlank());
        }
    }
}
