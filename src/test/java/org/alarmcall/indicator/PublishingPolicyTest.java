package org.alarmcall.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.indicator.PublishingConfig.CandidateFrom;
import org.alarmcall.member.Trust;
import org.junit.jupiter.api.Test;

class PublishingPolicyTest {

    private static PublishingPolicy from(CandidateFrom candidateFrom) {
        return new PublishingPolicy(candidateFrom, 2, Map.of());
    }

    @Test
    void publishesUnseenFromTheConfiguredTrustOn() {
        assertTrue(from(CandidateFrom.TRUSTED).publishesUnseen(Trust.TRUSTED));
        assertFalse(from(CandidateFrom.TRUSTED).publishesUnseen(Trust.STANDARD));
        assertTrue(from(CandidateFrom.STANDARD).publishesUnseen(Trust.STANDARD));
        assertFalse(from(CandidateFrom.STANDARD).publishesUnseen(Trust.PROBATION));
        assertTrue(from(CandidateFrom.PROBATION).publishesUnseen(Trust.PROBATION));
        assertFalse(from(CandidateFrom.NOBODY).publishesUnseen(Trust.TRUSTED));
    }

    @Test
    void countsReportersInSteps() {
        int[] counts = {0, 1, 2, 3, 4, 5, 9, 10, 19, 20, 49, 50, 99, 100, 5000};
        int[] steps = {0, 1, 2, 3, 3, 5, 5, 10, 10, 20, 20, 50, 50, 100, 100};
        for (int i = 0; i < counts.length; i++) {
            assertEquals(steps[i], PublishingPolicy.step(counts[i]), "of " + counts[i]);
        }
    }

    @Test
    void oneReporterCorroboratesNothing() {
        assertFalse(from(CandidateFrom.TRUSTED).corroborates(1));
        assertTrue(from(CandidateFrom.TRUSTED).corroborates(2));
        assertThrows(IllegalArgumentException.class, () -> new PublishingPolicy(CandidateFrom.TRUSTED, 1, Map.of()));
    }

    @Test
    void expiresOnTheMondayAfterItsLifetimeSoThatReportsOfAWeekAreOneEntry() {
        PublishingPolicy policy =
                new PublishingPolicy(CandidateFrom.TRUSTED, 2, Map.of(FingerprintType.URL_SHA256, Duration.ofDays(7)));

        Instant monday = Instant.parse("2026-11-30T00:00:00Z");
        assertEquals(monday, policy.expires(FingerprintType.URL_SHA256, Instant.parse("2026-11-16T00:00:01Z")));
        assertEquals(monday, policy.expires(FingerprintType.URL_SHA256, Instant.parse("2026-11-22T23:59:59Z")));
        assertEquals(monday, policy.expires(FingerprintType.URL_SHA256, Instant.parse("2026-11-23T00:00:00Z")));
        assertEquals(
                Instant.parse("2026-12-07T00:00:00Z"),
                policy.expires(FingerprintType.URL_SHA256, Instant.parse("2026-11-23T00:00:01Z")));
    }

    @Test
    void everyTypeHasALifetime() {
        for (FingerprintType type : FingerprintType.values()) {
            assertTrue(PublishingPolicy.LIFETIMES.containsKey(type), type.wire());
        }
    }
}
