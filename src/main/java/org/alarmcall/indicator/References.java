package org.alarmcall.indicator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alarmcall.platform.FieldError;

/** The references of a body: of listings with one reference the first good one counts, the others are rejected. */
final class References {

    private final Map<String, Integer> seen = new HashMap<>();

    ListingResult check(ListingResult result) {
        if (!(result instanceof ParsedListing listing)) {
            return result;
        }
        Integer line = listing.line();
        Integer first = seen.putIfAbsent(listing.reference(), line == null ? listing.ordinal() : line);
        if (first == null) {
            return listing;
        }
        String pointer = line == null ? "/listings/" + listing.ordinal() + "/reference" : "/reference";
        String place = line == null ? "at /listings/" + first : "on line " + first;
        return new RejectedListing(
                listing.ordinal(),
                line,
                listing.reference(),
                listing.indicators().size() + listing.rejected().size(),
                List.of(new FieldError(pointer, line, "is already in this request, " + place)));
    }
}
