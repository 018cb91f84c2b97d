package org.alarmcall.feed;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a client held a subject which was withdrawn, by the positions that it was given and that it sent.
 *
 * @param since since when it holds what is withdrawn: the withdrawal, or later, when it was given the subject after that
 * @param passedAt when it first said that it is past the withdrawal; null while it holds the subject
 */
record Holding(
        String clientId,
        int memberId,
        Instant since,
        @Nullable Instant passedAt) {

    /**
     * @param position of the entry
     * @param entered where the subject had come in: a copy at this position or after, and before {@code position}, has it
     */
    record Withdrawal(long position, Instant at, long entered) {

        boolean isHeldAt(long copy) {
            return copy >= entered && copy < position;
        }
    }

    /** How far a client is; the columns of {@code feed_cursor}. */
    record Reader(
            String clientId,
            int memberId,
            long position,
            Instant positionAt,
            long given,
            long served,
            Instant servedAt) {}

    /**
     * The step with which a client was first given a withdrawal.
     *
     * @param from where it was before
     * @param saidAt when it said that it holds all of the step; null for not yet
     */
    record Passage(long from, Instant fromAt, @Nullable Instant saidAt) {}

    /**
     * What a client has to do with a withdrawal; null when it never held the subject.
     *
     * @param passage null when it was not given the withdrawal, or before there were receipts
     */
    static @Nullable Holding of(Withdrawal withdrawal, Reader reader, @Nullable Passage passage) {
        boolean first = withdrawal.isHeldAt(passage == null ? reader.served() : passage.from());
        boolean now = withdrawal.isHeldAt(reader.position()) || withdrawal.isHeldAt(reader.given());
        if (!first && !now) {
            return null;
        }
        Instant passedAt = null;
        if (passage != null && !now) {
            passedAt = passage.saidAt();
            if (passedAt == null && reader.position() >= withdrawal.position()) {
                passedAt = reader.positionAt(); // it went back before it had said so, and goes other steps now
            }
        }
        Instant heldFrom;
        if (first && passage == null) {
            heldFrom = reader.servedAt();
        } else if (passage == null || now && (!first || passage.saidAt() != null)) {
            heldFrom = reader.positionAt(); // it reads again from before the withdrawal
        } else {
            heldFrom = passage.fromAt();
        }
        Instant since = heldFrom.isAfter(withdrawal.at()) ? heldFrom : withdrawal.at();
        return new Holding(reader.clientId(), reader.memberId(), since, passedAt);
    }
}
