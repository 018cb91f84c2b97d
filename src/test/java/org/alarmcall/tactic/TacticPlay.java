package org.alarmcall.tactic;

import io.restassured.response.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alarmcall.member.Access;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestMembers;

/** Two members and staff in a collection of their own, and reports of tactics. */
final class TacticPlay {

    static final String REVIEW = "/api/v1/review/tactics";

    final TestMembers members = TestMembers.here();
    final String collection = members.collection();
    final ApiClient shop = members.member(Trust.STANDARD, collection, Access.READ_WRITE);
    final ApiClient rival = members.member(Trust.STANDARD, collection, Access.READ_WRITE);
    final ApiClient staff = members.staff();

    String path() {
        return "/api/v1/collections/" + collection + "/tactics";
    }

    /** A sunset that many days from now, to the second. */
    static String sunset(int days) {
        return Instant.now()
                .plus(days, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    static Map<String, Object> word(String term, String language, String sunset) {
        Map<String, Object> word = new LinkedHashMap<>();
        word.put("term", term);
        word.put("language", language);
        word.put("meaning", "ivory");
        word.put("requires", List.of("carved", "antique"));
        word.put("excludes", List.of("bottle"));
        word.put("sunset", sunset);
        return word;
    }

    static Map<String, Object> labels(String taxon, String language) {
        return Map.of(
                "taxon",
                Map.of("scientificName", taxon),
                "term",
                "IVC",
                "language",
                language,
                "policyCategory",
                "ivory");
    }

    static Map<String, Object> tactic(String title, String narrative) {
        Map<String, Object> tactic = new LinkedHashMap<>();
        tactic.put("title", title);
        tactic.put("narrative", narrative);
        tactic.put("firstSeen", "2026-11-20T09:30:00Z");
        tactic.put("labels", labels("Loxodonta africana", "en"));
        tactic.put("techniques", List.of("code-words", "no-words"));
        tactic.put("codeWords", List.of());
        return tactic;
    }

    static Map<String, Object> with(Map<String, Object> tactic, String key, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(tactic);
        changed.put(key, value);
        return changed;
    }

    /** The id. */
    String report(ApiClient member, Map<String, Object> tactic) {
        return member.json(tactic).post(path()).then().statusCode(201).extract().path("id");
    }

    Response decide(String id, Map<String, ?> decision) {
        return staff.json(decision).post(REVIEW + "/" + id + "/decision");
    }

    void approve(String id) {
        decide(id, Map.of("decision", "approve")).then().statusCode(200);
    }

    String published(ApiClient member, Map<String, Object> tactic) {
        String id = report(member, tactic);
        approve(id);
        return id;
    }

    FeedCopy feed() {
        return new FeedCopy(rival, collection, "candidate");
    }
}
