package org.alarmcall.indicator;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was decided of several listings at once. */
@Schema(description = "What was decided of several listings at once.")
public record ListingsDecision(
        @Schema(enumeration = {"approve", "reject", "return"})
        String decision,

        @Schema(description = "How many were decided.") int decided,

        @Schema(description = "Each listing, in the order of the request.")
        List<Result> results) {

    /** Those that are as they were before: somebody else was faster. */
    public List<UUID> left() {
        return results.stream()
                .filter(result ->
                        !result.status().equals(DECIDED) && !result.status().equals(FIRST_APPROVAL))
                .map(Result::listingId)
                .toList();
    }

    static final String DECIDED = "decided";
    static final String FIRST_APPROVAL = "first_approval";
    static final String ALREADY_DECIDED = "already_decided";
    static final String CHANGED = "changed";
    static final String WITHDRAWN = "withdrawn";
    static final String NOT_FOUND = "not_found";

    @Schema(name = "ListingsDecisionResult")
    public record Result(
            UUID listingId,

            @Schema(
                    enumeration = {DECIDED, FIRST_APPROVAL, ALREADY_DECIDED, CHANGED, WITHDRAWN, NOT_FOUND},
                    description =
                            "Everything but decided was left as it is; first_approval: two people must approve it, and this was the first; "
                                    + "changed: the member has replaced it since, or another person has corrected its labels, which "
                                    + "are approved with that listing alone.")
            String status) {}
}
