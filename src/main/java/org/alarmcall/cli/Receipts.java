package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/** Withdrawals in a collection by their receipts: for staff those of all members, for everybody else its own. */
record Receipts(Server server, String collection) {

    private static final int MOST_PAGES = 10;

    /**
     * @param isMore whether there may be more than were counted
     * @param clients those of the own member that hold what was withdrawn; none for staff
     */
    record Count(int number, boolean isMore, Set<String> clients) {

        @Override
        public String toString() {
            return isMore ? number + " or more" : Integer.toString(number);
        }
    }

    Count count(String state) {
        int number = 0;
        Set<String> clients = new TreeSet<>();
        String cursor = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode answer = server.json(Call.get(
                    "/collections/" + Call.encode(collection) + "/withdrawals?limit=1000&state=" + state + cursor,
                    "application/json"));
            for (JsonNode item : answer.path("items")) {
                number++;
                item.path("receipt").path("waitingFor").forEach(client -> clients.add(client.asText()));
            }
            if (answer.path("next").isNull()) {
                return new Count(number, false, clients);
            }
            cursor = "&cursor=" + Call.encode(answer.path("next").asText());
        }
        return new Count(number, true, clients);
    }
}
