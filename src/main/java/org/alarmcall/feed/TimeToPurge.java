package org.alarmcall.feed;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How long members needed from a withdrawal until they were past it. By nearest rank: each is a time that was measured. */
@Schema(
        name = "TimeToPurge",
        description =
                "How long it took from withdrawals until members were past them. Receipts that are held or late are not"
                        + " in it.")
public record TimeToPurge(
        @Schema(description = "Half of the receipts took no longer than this; null when there is none") @Nullable
        Double p50Seconds,

        @Schema(description = "Of 100 receipts 95 took no longer than this; null when there is none") @Nullable
        Double p95Seconds,

        @Schema(description = "Receipts of members past the withdrawal; one of each member and withdrawal")
        int measured) {

    static TimeToPurge of(Collection<Duration> waited) {
        List<Duration> sorted = waited.stream().sorted().toList();
        return new TimeToPurge(rank(sorted, 50), rank(sorted, 95), sorted.size());
    }

    private static @Nullable Double rank(List<Duration> sorted, int percent) {
        if (sorted.isEmpty()) {
            return null;
        }
        int rank = (sorted.size() * percent + 99) / 100;
        return sorted.get(rank - 1).toMillis() / 1000.0;
    }
}
