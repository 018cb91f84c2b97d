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
        boolean waits) {}
