package org.alarmcall.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;

/** Makes up reports of tactics: one that is published, and one that waits and says nearly the same. */
final class SampleTactics {

    private static final String PATH = "/collections/ivory-and-horn/tactics";
    private static final int SUNSET_DAYS = 180;

    private final SampleApi api;
    private final ObjectMapper json;
    private final LocalDate today;

    SampleTactics(SampleApi api, ObjectMapper json, LocalDate today) {
        this.api = api;
        this.json = json;
        this.today = today;
    }

    /** Reports that are there already stay. */
    void report(SampleClient reporter, SampleClient another, SampleClient staff) throws InterruptedException {
        ObjectNode published = tactic(
                "Ivory as 'white plastic'",
                "Carved bangles are offered as 'old white plastic'. The price stands in the picture, and buyers are asked to write"
                        + " on a messenger.");
        published
                .putArray("codeWords")
                .add(word("white plastic", "en", "carved", "bottle"))
                .add(word("plastica bianca", "it", "intagliata", "bottiglia"));
        published.putArray("listings").add("bazaarly-1");
        String id = idOf(reporter, published);
        api.call(
                staff,
                "POST",
                "/review/tactics/" + id + "/decision",
                json.createObjectNode().put("decision", "approve"));
        idOf(
                another,
                tactic(
                        "Ivory called 'white plastic'",
                        "Carved bangles are offered as 'white plastic'. The price stands in the picture, and buyers are asked to"
                                + " call."));
    }

    private String idOf(SampleClient member, ObjectNode tactic) throws InterruptedException {
        for (JsonNode own : api.get(member, PATH + "?mine=true").path("items")) {
            if (own.path("title").equals(tactic.path("title"))) {
                return own.path("id").asText();
            }
        }
        return api.call(member, "POST", PATH, tactic).path("id").asText();
    }

    private ObjectNode tactic(String title, String narrative) {
        ObjectNode tactic = json.createObjectNode()
                .put("title", title)
                .put("narrative", narrative)
                .put("firstSeen", today.minusDays(9).toString());
        ObjectNode labels = tactic.putObject("labels");
        labels.putObject("taxon").put("scientificName", "Loxodonta africana");
        labels.put("term", "IVC").put("language", "en").put("policyCategory", "ivory");
        tactic.putArray("techniques").add("code-words").add("image-only-price").add("off-platform-contact");
        return tactic;
    }

    private ObjectNode word(String term, String language, String requires, String excludes) {
        ObjectNode word = json.createObjectNode()
                .put("term", term)
                .put("language", language)
                .put("meaning", "ivory")
                .put("sunset", today.plusDays(SUNSET_DAYS).toString());
        word.putArray("requires").add(requires);
        word.putArray("excludes").add(excludes);
        return word;
    }
}
