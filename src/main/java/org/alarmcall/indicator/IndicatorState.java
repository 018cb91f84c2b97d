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
 * @param live pending and approved listings
 * @param rejected rejected listings
 * @param reviewed some listing was approved, after the withdrawal if there was one
 * @param candidate some pending listing is published by policy
 * @param firstReported of the live reports; null when there is none
 * @param evidence who speaks for it, without echoes
 */
record IndicatorState(
        Fingerprint fingerprint,
        boolean allowListed,
        @Nullable String withdrawnReason,
        int live,
        int rejected,
        boolean reviewed,
        boolean candidate,
        @Nullable Instant firstReported,
        Evidence evidence) {

    /** Its tier at that time; null when it is not to be in the feed. */
    @Nullable
    Tier tier(PublishingPolicy policy, Instant now) {
        if (allowListed || live == 0 || expired(policy, now)) {
            return null;
        }
        if (reviewed) {
            return policy.corroborates(reporters(policy, now)) ? Tier.CORROBORATED : Tier.REVIEWED;
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

    /** The members that speak for it. Who did so longer ago than it lives does not count: that says nothing of today. */
    int reporters(PublishingPolicy policy, Instant now) {
        return (int) evidence.witnesses().stream()
                .filter(spoke -> policy.expires(fingerprint.type(), spoke).isAfter(now))
                .count();
    }

    /** When it leaves the feed if nobody speaks for it again. Where all are echoes it lives from the first report. */
    @Nullable
    Instant expires(PublishingPolicy policy) {
        Instant from = evidence.renewed() == null ? firstReported : evidence.renewed();
        return from == null || live == 0 ? null : policy.expires(fingerprint.type(), from);
    }

    /** When what the feed says of it changes by itself: it expires, or one of those that speak for it counts no more. */
    @Nullable
    Instant changes(PublishingPolicy policy, Instant now) {
        Instant changes = expires(policy);
        if (changes == null) {
            return null;
        }
        for (Instant spoke : evidence.witnesses()) {
            Instant end = policy.expires(fingerprint.type(), spoke);
            if (end.isAfter(now) && end.isBefore(changes)) {
                changes = end;
            }
        }
        return changes;
    }

    private boolean expired(PublishingPolicy policy, Instant now) {
        Instant expires = expires(policy);
        return expires != null && !expires.isAfter(now);
    }
}
