package org.alarmcall.indicator;

import java.time.Instant;
import org.alarmcall.feed.Tier;
import org.alarmcall.fingerprint.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an indicator over all who report it, and what the feed says of it. Only facts that are stored: the
 * tier is derived each time, never kept.
 *
 * @param allowListed on the allow list
 * @param withdrawnReason why staff withdrew it; null when they did not
 * @param reporters members whose live reports count
 * @param live pending and approved listings
 * @param rejected rejected listings
 * @param reviewed some listing was approved, after the withdrawal if there was one
 * @param candidate some pending listing is published by policy
 * @param firstReported of the live reports; null when there is none
 * @param lastReported of the live reports; null when there is none
 */
record IndicatorState(
        Fingerprint fingerprint,
        boolean allowListed,
        @Nullable String withdrawnReason,
        int reporters,
        int live,
        int rejected,
        boolean reviewed,
        boolean candidate,
        @Nullable Instant firstReported,
        @Nullable Instant lastReported) {

    /** Its tier at that time; null when it is not to be in the feed. */
    @Nullable
    Tier tier(PublishingPolicy policy, Instant now) {
        if (allowListed || live == 0 || expired(policy, now)) {
            return null;
        }
        if (reviewed) {
            return policy.corroborates(reporters) ? Tier.CORROBORATED : Tier.REVIEWED;
        }
        return candidate && withdrawnReason == null ? Tier.CANDIDATE : null;
    }

    /** Why it is not in the feed, for a reader that had it. */
    String reason(PublishingPolicy policy, Instant now) {
        if (allowListed) {
            return "allow_list";
        }
        if (withdrawnReason != null && !reviewed) {
            return withdrawnReason;
        }
        if (live == 0) {
            return rejected > 0 ? "rejected" : "withdrawn";
        }
        return expired(policy, now) ? "expired" : "other";
    }

    @Nullable
    Instant expires(PublishingPolicy policy) {
        return lastReported == null ? null : policy.expires(fingerprint.type(), lastReported);
    }

    private boolean expired(PublishingPolicy policy, Instant now) {
        Instant expires = expires(policy);
        return expires != null && !expires.isAfter(now);
    }
}
