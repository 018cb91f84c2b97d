package org.alarmcall.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
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
    private static final PublishingPolicy POLICY = new PublishingPolicy(CandidateFrom.TRUSTED, 2, Map.of());
    private static final Fingerprint URL = Fingerprint.of(FingerprintType.URL_SHA256, new byte[32]);

    /** What is known of an indicator, written as a sentence. */
    private static final class Facts {
        boolean allowListed;

        @Nullable
        String withdrawn;

        int reporters = 1;
        int live = 1;
        int rejected;
        boolean reviewed;
        boolean candidate;
        Instant last = NOW;

        IndicatorState state() {
            return new IndicatorState(
                    URL,
                    allowListed,
                    withdrawn,
                    reporters,
                    live,
                    rejected,
                    reviewed,
                    candidate,
                    live == 0 ? null : last,
                    live == 0 ? null : last);
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
            facts.reporters = 2;
        }));
        assertEquals(Tier.CANDIDATE, tier(facts -> {
            facts.candidate = true;
            facts.reporters = 20;
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
            facts.last = NOW.minus(java.time.Duration.ofDays(98));
        }));
    }
}
