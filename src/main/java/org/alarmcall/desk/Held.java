package org.alarmcall.desk;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.alarmcall.indicator.QueueRow;
import org.alarmcall.indicator.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A decision that has not taken effect yet.
 *
 * @param title what it is about, as the person saw it
 * @param submissionId of a whole submission; then no listings are named
 * @param due when it takes effect
 */
public record Held(
        UUID id,
        Person by,
        Verdict verdict,
        String title,
        List<UUID> listings,
        @Nullable UUID submissionId,
        Instant due) {

    /** Whether the listing is one of those that are decided. */
    public boolean isAbout(QueueRow listing) {
        return listings.contains(listing.listingId()) || listing.submissionId().equals(submissionId);
    }
}
