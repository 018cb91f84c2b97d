package org.alarmcall.indicator;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.EnumMap;
import java.util.Map;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.indicator.PublishingConfig.CandidateFrom;
import org.alarmcall.member.Trust;

/**
 * The rules of one collection: what is published without a person, what makes an indicator corroborated, when it
 * expires.
 *
 * @param candidateFrom the lowest trust of which a listing is published as candidate
 * @param corroboratedReporters how many members must speak for a reviewed indicator
 * @param lifetimes how long an indicator lives after a member last spoke for it, and how long a witness counts
 */
record PublishingPolicy(
        CandidateFrom candidateFrom, int corroboratedReporters, Map<FingerprintType, Duration> lifetimes) {

    /** Addresses are abandoned within weeks; a picture is used again for years. */
    static final Map<FingerprintType, Duration> LIFETIMES = Map.of(
            FingerprintType.URL_SHA256, Duration.ofDays(90),
            FingerprintType.ACCOUNT_HMAC, Duration.ofDays(365),
            FingerprintType.TEXT_SHA256, Duration.ofDays(365),
            FingerprintType.TEXT_TLSH, Duration.ofDays(365),
            FingerprintType.IMAGE_PDQ, Duration.ofDays(1825),
            FingerprintType.IMAGE_MD5, Duration.ofDays(1825),
            FingerprintType.IMAGE_SHA256, Duration.ofDays(1825),
            FingerprintType.VIDEO_MD5, Duration.ofDays(1825),
            FingerprintType.VIDEO_SHA256, Duration.ofDays(1825));

    /** Counts are published in steps, so that a popular indicator does not flood the feed. */
    private static final int[] REPORTER_STEPS = {1, 2, 3, 5, 10, 20, 50, 100};

    PublishingPolicy {
        if (corroboratedReporters < 2) {
            throw new IllegalArgumentException("One reporter corroborates nothing: " + corroboratedReporters);
        }
        Map<FingerprintType, Duration> all = new EnumMap<>(LIFETIMES);
        all.putAll(lifetimes);
        lifetimes = Map.copyOf(all);
    }

    boolean publishesUnseen(Trust trust) {
        return switch (candidateFrom) {
            case PROBATION -> true;
            case STANDARD -> trust.atLeast(Trust.STANDARD);
            case TRUSTED -> trust.atLeast(Trust.TRUSTED);
            case NOBODY -> false;
        };
    }

    boolean corroborates(int reporters) {
        return reporters >= corroboratedReporters;
    }

    /** The largest step that is not above the count; 0 for 0. */
    static int step(int reporters) {
        int step = 0;
        for (int next : REPORTER_STEPS) {
            if (next <= reporters) {
                step = next;
            }
        }
        return step;
    }

    /**
     * When an indicator expires for which a member spoke last then. Rounded up to the next Monday 00:00 UTC: each report renews
     * it, and without rounding each would be an entry in the feed.
     */
    Instant expires(FingerprintType type, Instant lastSpoken) {
        ZonedDateTime end =
                lastSpoken.plus(lifetimes.getOrDefault(type, Duration.ZERO)).atZone(ZoneOffset.UTC);
        ZonedDateTime monday =
                end.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).truncatedTo(ChronoUnit.DAYS);
        return monday.equals(end) ? end.toInstant() : monday.plusWeeks(1).toInstant();
    }
}
