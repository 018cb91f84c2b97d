package org.alarmcall.indicator;

import java.time.Instant;
import java.util.UUID;
import org.alarmcall.vocabulary.Labels;

/**
 * A line of the queue: enough to choose what to look at.
 *
 * @param revision raised when the listing is replaced or decided
 * @param member slug of the reporter
 * @param live whether its indicators are in the feed now, by policy or an earlier approval
 * @param waits whether it still waits for staff
 * @param family how many waiting listings that look alike it stands for, itself among them, counted up to {@link
 *     #FAMILY_COUNTED} and one; 1 beyond the order by family
 */
public record QueueRow(
        UUID listingId,
        int revision,
        String collection,
        UUID submissionId,
        String reference,
        String member,
        String memberName,
        Labels labels,
        Instant receivedAt,
        String reason,
        boolean live,
        boolean waits,
        int family) {

    /** Beyond it a family is not counted. */
    public static final int FAMILY_COUNTED = 1_000;
}
