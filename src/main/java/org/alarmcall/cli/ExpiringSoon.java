package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a member reports in a collection and leaves its feed soon.
 *
 * @param more whether there is more than was counted
 * @param first when the first leaves; empty for none
 * @param byListing those that a listing renews when it is sent again; the others need a confirmation
 */
record ExpiringSoon(String collection, int count, boolean more, String first, int byListing) {

    private static final int DAYS = 14;
    private static final int MAX_PAGES = 10;

    static ExpiringSoon ask(Server server, String collection) {
        int count = 0;
        int byListing = 0;
        String first = "";
        String next = "";
        for (int page = 0; page < MAX_PAGES; page++) {
            JsonNode found = server.json(Call.get(
                    "/collections/" + Call.encode(collection) + "/expiring?limit=1000&days=" + DAYS
                            + (next.isEmpty() ? "" : "&cursor=" + Call.encode(next)),
                    "application/json"));
            for (JsonNode indicator : found.path("items")) {
                first = first.isEmpty() ? indicator.path("expires").asText() : first;
                byListing += indicator.path("renewedBy").asText().equals("listing") ? 1 : 0;
                count++;
            }
            next = found.path("next").isTextual() ? found.path("next").asText() : "";
            if (next.isEmpty()) {
                break;
            }
        }
        return new ExpiringSoon(collection, count, !next.isEmpty(), first, byListing);
    }

    ObjectNode event() {
        return Json.object()
                .put("event", "expiring")
                .put("collection", collection)
                .put("days", DAYS)
                .put("count", count)
                .put("more", more)
                .put("first", first.isEmpty() ? null : first)
                .put("byListing", byListing);
    }

    /** What it means and what to do; one or two lines. */
    String sentence() {
        String found = String.format(
                "    %s%d of what you report %s the feed within %d days, the first at %s.",
                more ? "more than " : "", count, count == 1 ? "leaves" : "leave", DAYS, first);
        String listings = byListing == 0
                ? ""
                : String.format("%n    What you still see: send its listing again (%d) with push.", byListing);
        String confirmations = byListing == count
                ? ""
                : String.format(
                        "%n    What the feed had told you before you reported it (%d): confirm it.", count - byListing);
        return found + listings + confirmations;
    }
}
