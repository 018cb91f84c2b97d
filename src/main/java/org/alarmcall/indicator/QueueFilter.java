package org.alarmcall.indicator;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which listings of the queue are wanted, and in which order.
 *
 * @param collection slug; null for all that the caller may read
 * @param reason null for all
 * @param member slug of the reporter; null for all
 * @param taxon a part of the scientific name or of the name as reported; null for all
 * @param category policy category; null for all
 * @param term CITES trade term; null for all
 */
public record QueueFilter(
        @Nullable String collection,
        @Nullable QueueReason reason,
        @Nullable String member,
        @Nullable String taxon,
        @Nullable String category,
        @Nullable String term,
        QueueOrder order) {

    /** Whether rows must be looked at one by one, beyond what the index says. */
    boolean isSelective() {
        return reason != null || member != null || taxon != null || category != null || term != null;
    }

    /**
     * What is left out of a walk: it is being decided, or somebody else is at it.
     *
     * @param submissions whole submissions
     * @param approver a client whose first approval of two a listing has; empty for none
     * @param skipped a listing that is passed over, in the order by family with its family; null for none
     */
    public record Without(
            Collection<UUID> listings,
            Collection<UUID> submissions,
            String approver,
            @Nullable UUID skipped) {

        public Without {
            listings = List.copyOf(listings);
            submissions = List.copyOf(submissions);
        }
    }
}
