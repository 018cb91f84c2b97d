package org.alarmcall.indicator;

import java.security.MessageDigest;
import java.util.UUID;
import org.alarmcall.member.Trust;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a listing that a member sends: where it stands in review, and whether it is published as candidate
 * before a person has looked. Depends on the member's own listing, its trust and the allow list, on nothing that other
 * members sent.
 *
 * @param change what must be written
 */
record Intake(Change change, ReviewState state, QueueReason queueReason, boolean candidate) {

    enum Change {
        /** The first with this reference. */
        NEW,
        /** As it was: what staff decided stands. */
        UNCHANGED,
        /**
         * As it was, but it was returned or withdrawn: back into the queue. Or it was published unseen, and what is like it
         * was put on the allow list since.
         */
        REOPENED,
        /** Other labels or indicators: what was decided was about something else. */
        REPLACED
    }

    /** The member's listing with this reference, as stored. */
    record Existing(UUID id, ReviewState state, byte[] contentHash, QueueReason queueReason, boolean candidate) {}

    /**
     * @param allowListed one of its indicators is on the allow list, or near to a picture on it: flagged, and never published unseen
     */
    static Intake of(
            @Nullable Existing existing,
            byte[] contentHash,
            Trust trust,
            boolean allowListed,
            PublishingPolicy policy) {
        boolean candidate = !allowListed && policy.publishesUnseen(trust);
        if (existing == null) {
            return pending(Change.NEW, allowListed, QueueReason.NEW, candidate);
        }
        if (!MessageDigest.isEqual(existing.contentHash(), contentHash)) {
            return pending(Change.REPLACED, allowListed, QueueReason.CHANGED, candidate);
        }
        return switch (existing.state()) {
            case RETURNED -> pending(Change.REOPENED, allowListed, QueueReason.CHANGED, candidate);
            case WITHDRAWN -> pending(Change.REOPENED, allowListed, QueueReason.NEW, candidate);
            case PENDING ->
                allowListed && existing.candidate()
                        ? pending(Change.REOPENED, true, existing.queueReason(), false)
                        : unchanged(existing);
            case APPROVED, REJECTED -> unchanged(existing);
        };
    }

    private static Intake unchanged(Existing existing) {
        return new Intake(Change.UNCHANGED, existing.state(), existing.queueReason(), existing.candidate());
    }

    private static Intake pending(Change change, boolean allowListed, QueueReason reason, boolean candidate) {
        return new Intake(change, ReviewState.PENDING, allowListed ? QueueReason.ALLOW_LIST : reason, candidate);
    }
}
