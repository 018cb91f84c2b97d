package org.alarmcall.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.UUID;
import org.alarmcall.indicator.Intake.Change;
import org.alarmcall.indicator.PublishingConfig.CandidateFrom;
import org.alarmcall.member.Trust;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IntakeTest {

    private static final PublishingPolicy POLICY = new PublishingPolicy(CandidateFrom.TRUSTED, 2, Map.of());
    private static final byte[] CONTENT = {1};
    private static final byte[] OTHER_CONTENT = {2};

    private static Intake.Existing existing(ReviewState state) {
        return new Intake.Existing(new UUID(0, 1), state, CONTENT, QueueReason.NEW, false);
    }

    private static Intake send(Intake.@Nullable Existing existing, byte[] content) {
        return Intake.of(existing, content, Trust.STANDARD, false, POLICY);
    }

    @Test
    void aNewListingWaitsForStaff() {
        assertEquals(new Intake(Change.NEW, ReviewState.PENDING, QueueReason.NEW, false), send(null, CONTENT));
    }

    @Test
    void aTrustedMembersListingIsPublishedUnseenUnlessItHitsTheAllowList() {
        assertEquals(
                new Intake(Change.NEW, ReviewState.PENDING, QueueReason.NEW, true),
                Intake.of(null, CONTENT, Trust.TRUSTED, false, POLICY));
        assertEquals(
                new Intake(Change.NEW, ReviewState.PENDING, QueueReason.ALLOW_LIST, false),
                Intake.of(null, CONTENT, Trust.TRUSTED, true, POLICY));
    }

    @Test
    void theSameContentLeavesADecisionAsItIs() {
        for (ReviewState state : new ReviewState[] {ReviewState.PENDING, ReviewState.APPROVED, ReviewState.REJECTED}) {
            assertEquals(new Intake(Change.UNCHANGED, state, QueueReason.NEW, false), send(existing(state), CONTENT));
        }
    }

    @Test
    void whatWasPublishedUnseenAndIsLikeAnAllowedPictureWaitsForAPersonWhenItIsSentAgain() {
        Intake.Existing published =
                new Intake.Existing(UUID.randomUUID(), ReviewState.PENDING, CONTENT, QueueReason.NEW, true);
        assertEquals(
                new Intake(Change.REOPENED, ReviewState.PENDING, QueueReason.ALLOW_LIST, false),
                Intake.of(published, CONTENT, Trust.TRUSTED, true, POLICY));
        assertEquals(
                new Intake(Change.UNCHANGED, ReviewState.PENDING, QueueReason.NEW, true),
                Intake.of(published, CONTENT, Trust.TRUSTED, false, POLICY));
    }

    @Test
    void theSameContentBringsAReturnedOrWithdrawnListingBackIntoTheQueue() {
        assertEquals(
                new Intake(Change.REOPENED, ReviewState.PENDING, QueueReason.CHANGED, false),
                send(existing(ReviewState.RETURNED), CONTENT));
        assertEquals(
                new Intake(Change.REOPENED, ReviewState.PENDING, QueueReason.NEW, false),
                send(existing(ReviewState.WITHDRAWN), CONTENT));
    }

    @Test
    void otherContentIsDecidedAnew() {
        for (ReviewState state : ReviewState.values()) {
            assertEquals(
                    new Intake(Change.REPLACED, ReviewState.PENDING, QueueReason.CHANGED, false),
                    send(existing(state), OTHER_CONTENT),
                    state.wire());
        }
    }
}
