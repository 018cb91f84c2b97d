package org.alarmcall.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has members follow the feed and say what they think of it: two confirm, one disputes, and staff withdraw what was a mistake.
 * One member goes on past the withdrawal, the others still hold it.
 */
final class SampleFeedback {

    private static final String PATH = "/collections/ivory-and-horn";
    private static final String MISTAKE = "false_positive";
    private static final int WITHDRAWN = 2;
    private static final int READY_ATTEMPTS = 100;

    private final SampleApi api;
    private final ObjectMapper json;

    SampleFeedback(SampleApi api, ObjectMapper json) {
        this.api = api;
        this.json = json;
    }

    /**
     * Not again when staff have withdrawn something as a mistake: that comes last.
     *
     * @param members the first three of standard trust or more; the first goes on past the withdrawals
     */
    void give(List<SampleClient> members, SampleClient staff) throws InterruptedException {
        if (!withdrawn(staff).isEmpty()) {
            return;
        }
        List<String> indicators = published(members.get(0));
        for (SampleClient member : members) {
            api.get(member, PATH + "/feed?limit=1000");
        }
        String first = indicators.get(WITHDRAWN);
        opinion(members.get(0), first, "confirm", null);
        opinion(members.get(1), first, "confirm", null);
        opinion(
                members.get(2),
                indicators.get(WITHDRAWN + 1),
                "dispute",
                "A tagua nut carving: the grain is that of a nut.");
        for (String mistake : indicators.subList(0, WITHDRAWN)) {
            ObjectNode reason = json.createObjectNode().put("reason", MISTAKE);
            api.call(staff, "POST", "/review/indicators/" + mistake + "/withdraw", reason);
        }
        follow(members.get(0), staff);
    }

    /** Ids of reviewed indicators, from the start of the feed; as soon as there are enough. */
    private List<String> published(SampleClient member) throws InterruptedException {
        for (int attempt = 0; attempt < READY_ATTEMPTS; attempt++) {
            List<String> ids = new ArrayList<>();
            JsonNode page = api.get(member, PATH + "/feed?tier=reviewed&kind=indicator&limit=1000&wait=5");
            for (JsonNode entry : page.path("entries")) {
                if (entry.path("op").asText().equals("upsert")) {
                    ids.add(entry.path("indicator").path("id").asText());
                }
            }
            if (ids.size() > WITHDRAWN + 1) {
                return ids;
            }
        }
        throw new IllegalStateException("Nothing of the sample came into the feed");
    }

    private void opinion(SampleClient member, String indicator, String opinion, @Nullable String reason)
            throws InterruptedException {
        ObjectNode body = json.createObjectNode().put("opinion", opinion).put("reason", reason);
        api.call(member, "PUT", PATH + "/indicators/" + indicator + "/feedback", body);
    }

    /** To the end of the feed, when the withdrawals are in it; the last request says that it has them. */
    private void follow(SampleClient member, SampleClient staff) throws InterruptedException {
        for (int attempt = 0; attempt < READY_ATTEMPTS && withdrawn(staff).size() < WITHDRAWN; attempt++) {
            Thread.sleep(100);
        }
        String next = "";
        JsonNode page;
        do {
            page = api.get(member, PATH + "/feed?limit=5000" + next);
            next = "&after=" + page.path("next").asText() + "&chain="
                    + page.path("chain").asText();
        } while (!page.path("entries").isEmpty());
    }

    private List<JsonNode> withdrawn(SampleClient staff) throws InterruptedException {
        List<JsonNode> mistakes = new ArrayList<>();
        for (JsonNode item : api.get(staff, PATH + "/withdrawals?limit=100").path("items")) {
            if (item.path("reason").asText().equals(MISTAKE)) {
                mistakes.add(item);
            }
        }
        return mistakes;
    }
}
