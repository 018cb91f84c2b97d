package org.alarmcall.indicator;

import java.time.Instant;
import java.util.List;
import org.alarmcall.platform.FieldError;
import org.alarmcall.platform.FieldErrors;
import org.alarmcall.vocabulary.Labels;
import org.jspecify.annotations.Nullable;

/**
 * A listing that can be stored.
 *
 * @param ordinal its place in the body, from 0
 * @param line where it begins in an NDJSON or CSV body, from 1; null for JSON
 * @param observedAt to the microsecond, as PostgreSQL keeps it
 * @param labelsJson {@link Labels#json()}
 * @param note null when there is none
 * @param indicators at least one, distinct, in the order sent
 * @param rejected indicators that are not stored
 */
record ParsedListing(
        int ordinal,
        @Nullable Integer line,
        String reference,
        Instant observedAt,
        Labels labels,
        String labelsJson,
        @Nullable String note,
        List<ParsedIndicator> indicators,
        List<RejectedIndicator> rejected)
        implements ListingResult {

    @Override
    public List<FieldError> errors() {
        return List.of();
    }

    /** How many indicators it has, good and bad. */
    int size() {
        return indicators.size() + rejected.size();
    }

    /** The same listing with other indicators; when none is left it can't be stored. */
    ParsedListing with(List<ParsedIndicator> kept, List<RejectedIndicator> refused) {
        return new ParsedListing(
                ordinal,
                line,
                reference,
                observedAt,
                labels,
                labelsJson,
                note,
                List.copyOf(kept),
                List.copyOf(refused));
    }

    /** It, as one that is not stored since none of its indicators is. */
    RejectedListing refused() {
        List<FieldError> faults = rejected.stream()
                .flatMap(one -> one.errors().stream())
                .limit(FieldErrors.MAX)
                .toList();
        return new RejectedListing(ordinal, line, reference, size(), faults);
    }
}
