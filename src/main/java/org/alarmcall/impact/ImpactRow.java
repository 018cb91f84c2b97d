package org.alarmcall.impact;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;
import org.alarmcall.platform.FieldErrors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A member's numbers of one policy category in one month; the definitions are those of {@link Definitions}. */
public record ImpactRow(
        @Schema(examples = "ivory") @NotBlank(message = "is required")
        String policyCategory,

        @Schema(description = "Listings that were looked at, by people or machines.")
        @NotNull(message = REQUIRED)
        @Min(0)
        @Max(MAX_COUNT)
        Long scanned,

        @Schema(description = "Of those, that matched a signal or a rule; at most scanned.")
        @NotNull(message = REQUIRED)
        @Min(0)
        @Max(MAX_COUNT)
        Long matched,

        @Schema(description = "Of those, that were found to break the policy; at most matched.")
        @NotNull(message = REQUIRED)
        @Min(0)
        @Max(MAX_COUNT)
        Long confirmed,

        @Schema(description = "Of those, that were removed; at most confirmed.")
        @NotNull(message = REQUIRED)
        @Min(0)
        @Max(MAX_COUNT)
        Long removed,

        @Schema(description = "Of those, before anybody but the seller saw them; at most removed.")
        @NotNull(message = REQUIRED)
        @Min(0)
        @Max(MAX_COUNT)
        Long removedBeforeView,

        @Schema(description = "Of the removed, that a signal of the coalition led to; at most removed.")
        @NotNull(message = REQUIRED)
        @Min(0)
        @Max(MAX_COUNT)
        Long fromSharedSignals,

        @Schema(description = "Of the removed, against whose removal the seller appealed; at most removed.")
        @NotNull(message = REQUIRED)
        @Min(0)
        @Max(MAX_COUNT)
        Long appeals,

        @Schema(description = "Of those, where the seller was right; at most appeals.")
        @NotNull(message = REQUIRED)
        @Min(0)
        @Max(MAX_COUNT)
        Long appealsUpheld,

        @Schema(
                description =
                        "Of the removed, the median hours from going live to removal; null when it is not measured.")
        @DecimalMin("0")
        @DecimalMax("" + MAX_HOURS)
        @Nullable
        Double medianHoursLive) {

    static final String REQUIRED = "is required; 0 where there was none";

    /** The sums over a thousand members, a hundred categories and ten years still fit into 64 bits. */
    static final long MAX_COUNT = 100_000_000_000L;

    /** More than eleven years. */
    static final int MAX_HOURS = 100_000;

    static ImpactRow of(String policyCategory, Counts counts, @Nullable Double medianHoursLive) {
        return new ImpactRow(
                policyCategory,
                counts.scanned(),
                counts.matched(),
                counts.confirmed(),
                counts.removed(),
                counts.removedBeforeView(),
                counts.fromSharedSignals(),
                counts.appeals(),
                counts.appealsUpheld(),
                medianHoursLive);
    }

    Counts counts() {
        return new Counts(
                scanned, matched, confirmed, removed, removedBeforeView, fromSharedSignals, appeals, appealsUpheld);
    }

    /** Names what can't be: a part that is more than the whole. Numbers that are missing are compared with nothing. */
    void check(String pointer, FieldErrors errors) {
        atMost(pointer, "matched", matched, "scanned", scanned, errors);
        atMost(pointer, "confirmed", confirmed, "matched", matched, errors);
        atMost(pointer, "removed", removed, "confirmed", confirmed, errors);
        atMost(pointer, "removedBeforeView", removedBeforeView, "removed", removed, errors);
        atMost(pointer, "fromSharedSignals", fromSharedSignals, "removed", removed, errors);
        atMost(pointer, "appeals", appeals, "removed", removed, errors);
        atMost(pointer, "appealsUpheld", appealsUpheld, "appeals", appeals, errors);
        if (medianHoursLive != null && Objects.equals(removed, 0L)) {
            errors.add(pointer + "/medianHoursLive", "must be absent when nothing was removed");
        }
    }

    private static void atMost(
            String pointer,
            String part,
            @Nullable Long number,
            String whole,
            @Nullable Long limit,
            FieldErrors errors) {
        if (number != null && limit != null && number > limit) {
            errors.add(pointer + '/' + part, "must not be more than " + whole + " (" + limit + ")");
        }
    }
}
