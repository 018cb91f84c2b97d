package org.alarmcall.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T09:30:00Z, 2026-11-20T09:30:00Z",
        "2026-11-20t09:30:00z, 2026-11-20T09:30:00Z",
        "2026-11-20T09:30:00.5+01:00, 2026-11-20T08:30:00.5Z",
        "2026-11-20T00:30:00-00:00, 2026-11-20T00:30:00Z",
        "2026-11-20T09:30:00.123456789Z, 2026-11-20T09:30:00.123456Z",
        "2024-02-29T23:59:59+05:45, 2024-02-29T18:14:59Z"
    })
    void readsTimesToTheMicrosecond(String text, Instant time) {
        assertEquals(time, Rfc3339.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-20",
                "2026-11-20T09:30Z",
                "2026-11-20T09:30:00",
                "2026-11-20 09:30:00Z",
                "2026-11-20T09:30:00.Z",
                "2026-11-20T09:30:00.1234567890Z",
                "2026-11-20T09:30:00+0100",
                "2026-11-20T09:30:00+24:00",
                "2026-11-20T09:30:00+19:00",
                "2026-11-20T09:30:00+01:60",
                "2026-11-20T09:30:00*01:00",
                "2026-13-20T09:30:00Z",
                "2026-02-29T09:30:00Z",
                "2026-11-20T24:00:00Z",
                "2026-11-20T09:30:61Z",
                "+2026-11-20T09:30:00Z",
                "2026-11-20T09:30:00ZZ",
                "2026-11-20T09:30:00Z ",
                "٢٠٢٦-11-20T09:30:00Z",
                "1763631000"
            })
    void refusesAnythingElse(String text) {
        assertNull(Rfc3339.parse(text));
    }

    @Test
    void readsNothingThatJavaReadsOtherwise() {
        Random random = new Random(5);
        String good = "2026-11-20T09:30:00.123+01:00";
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int change = random.nextInt(4); change >= 0; change--) {
                text.setCharAt(random.nextInt(text.length()), "0123456789:-+.TZtz x".charAt(random.nextInt(20)));
            }
            Instant time = Rfc3339.parse(text.toString());
            if (time != null) {
                assertEquals(java(text.toString()), time, text.toString());
            }
        }
    }

    private static @Nullable Instant java(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
