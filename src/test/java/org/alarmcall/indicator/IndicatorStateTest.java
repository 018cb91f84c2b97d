package org.alarmcall.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.alarmcall.feed.Tier;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.indicator.PublishingConfig.CandidateFrom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IndicatorStateTest {

    private static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(98));
    private static final PublishingPolicy POLICY = new PublishingPolicy(CandidateFrom.TRUSTED, 2, Map.of());
    private static final Fingerprint URL = Fingerprint.of(FingerprintType.URL_SHA256, new byte[32]);

    /** What is known of an indicator, written as a sentence. */
    private static final class Facts {
        boolean allowListed;

        @Nullable
        String withdrawn;

        List<Instant> witnesses = List.of(NOW);
        int live = 1;
        int rejected;
        boolean reviewed;
        boolean candidate;
        Instant first = NOW;

        @Nullable
        Instant renewed = NOW;

        IndicatorState state() {
            return new IndicatorState(
                    URL,
                    allowListed,
                    withdrawn,
                    live,
                    rejected,
                    reviewed,
                    candidate,
                    live == 0 ? null : first,
                    new Evidence(witnesses, renewed));
        }
    }

    private static IndicatorState state(Consumer<Facts> facts) {
        Facts known = new Facts();
        facts.accept(known);
        return known.state();
    }

    private static @Nullable Tier tier(Consumer<Facts> facts) {
        return state(facts).tier(POLICY, NOW);
    }

    private static String reason(Consumer<Facts> facts) {
        IndicatorState state = state(facts);
        assertNull(state.tier(POLICY, NOW), "it is in the feed");
        return state.reason(POLICY, NOW);
    }

    @Test
    void pendingIsNotPublishedUnlessPolicySaysSo() {
        assertNull(tier(facts -> {}));
        assertEquals(Tier.CANDIDATE, tier(facts -> {
            facts.candidate = true;
        }));
    }

    @Test
    void approvalMakesItReviewedAndASecondReporterCorroborated() {
        assertEquals(Tier.REVIEWED, tier(facts -> {
            facts.reviewed = true;
        }));
        assertEquals(Tier.CORROBORATED, tier(facts -> {
            facts.reviewed = true;
            facts.witnesses = List.of(NOW, NOW);
        }));
        assertEquals(Tier.CANDIDATE, tier(facts -> {
            facts.candidate = true;
            facts.witnesses = Collections.nCopies(20, NOW);
        }));
    }

    @Test
    void theAllowListIsStrongerThanAnyApproval() {
        assertEquals("allow_list", reason(facts -> {
            facts.allowListed = true;
            facts.reviewed = true;
        }));
    }

    @Test
    void whatStaffWithdrewComesBackByALaterApprovalOnly() {
        assertEquals("false_positive", reason(facts -> {
            facts.withdrawn = "false_positive";
            facts.candidate = true;
        }));
        assertEquals(Tier.REVIEWED, tier(facts -> {
            facts.withdrawn = "false_positive";
            facts.reviewed = true;
        }));
    }

    @Test
    void itLeavesWhenNobodyReportsItAnyMore() {
        assertEquals("withdrawn", reason(facts -> {
            facts.live = 0;
        }));
        assertEquals("rejected", reason(facts -> {
            facts.live = 0;
            facts.rejected = 1;
        }));
        assertEquals("other", reason(facts -> {}));
    }

    @Test
    void itExpires() {
        assertEquals("expired", reason(facts -> {
            facts.reviewed = true;
            facts.renewed = LONG_AGO;
        }));
    }

    @Test
    void whoSpokeForItLongerAgoThanItLivesIsNoWitness() {
        IndicatorState state = state(facts -> {
            facts.reviewed = true;
            facts.witnesses = List.of(NOW, NOW.minus(Duration.ofDays(60)), LONG_AGO);
        });
        assertEquals(Tier.CORROBORATED, state.tier(POLICY, NOW));
        assertEquals(2, state.reporters(POLICY, NOW));
        assertEquals(1, state.reporters(POLICY, NOW.plus(Duration.ofDays(40))));
        assertEquals(Tier.REVIEWED, state.tier(POLICY, NOW.plus(Duration.ofDays(40))));
    }

    @Test
    void itIsLookedAtAgainWhenTheNextWitnessGrowsTooOldAndWhenItExpires() {
        IndicatorState state = state(facts -> {
            facts.reviewed = true;
            facts.witnesses = List.of(NOW, NOW.minus(Duration.ofDays(60)), LONG_AGO);
        });
        Instant witness = Instant.parse("2026-12-28T00:00:00Z");
        Instant expires = Instant.parse("2027-03-01T00:00:00Z");
        assertEquals(expires, state.expires(POLICY));
        assertEquals(witness, state.changes(POLICY, NOW));
        assertEquals(expires, state.changes(POLICY, witness));
        assertEquals(1, state.reporters(POLICY, witness));
        assertNull(state.tier(POLICY, expires));
    }

    @Test
    void whatOnlyEchoesReportLivesFromTheFirstReport() {
        Consumer<Facts> echoes = facts -> {
            facts.reviewed = true;
            facts.witnesses = List.of();
            facts.renewed = null;
        };
        assertEquals(Tier.REVIEWED, tier(echoes));
        assertEquals(0, state(echoes).reporters(POLICY, NOW));
        assertEquals("expired", reason(echoes.andThen(facts -> {
            facts.first = LONG_AGO;
        })));
    }

    @Test
    void itLivesAsLongAsItsCollectionSays() {
        PublishingPolicy brief =
                new PublishingPolicy(CandidateFrom.TRUSTED, 2, Map.of(FingerprintType.URL_SHA256, Duration.ofDays(1)));
        IndicatorState state = state(facts -> {
            facts.reviewed = true;
        });
        assertEquals(Instant.parse("2026-11-30T00:00:00Z"), state.expires(brief));
        assertEquals(Tier.REVIEWED, state.tier(POLICY, Instant.parse("2026-11-30T00:00:00Z")));
        assertNull(state.tier(brief, Instant.parse("2026-11-30T00:00:00Z")));
    }
}
