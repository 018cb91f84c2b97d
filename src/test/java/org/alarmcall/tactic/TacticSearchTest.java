package org.alarmcall.tactic;

import static org.alarmcall.tactic.TacticPlay.labels;
import static org.alarmcall.tactic.TacticPlay.sunset;
import static org.alarmcall.tactic.TacticPlay.tactic;
import static org.alarmcall.tactic.TacticPlay.with;
import static org.alarmcall.tactic.TacticPlay.word;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.alarmcall.member.Access;
import org.alarmcall.member.Scope;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TacticSearchTest {

    private TacticPlay play;

    @BeforeEach
    void play() {
        play = new TacticPlay();
    }

    private Set<String> found(ApiClient reader, Map<String, ?> query) {
        List<String> titles = reader.request()
                .queryParams(query)
                .get(play.path())
                .then()
                .statusCode(200)
                .extract()
                .path("items.title");
        return new TreeSet<>(titles);
    }

    private Set<String> found(String q) {
        return found(play.rival, Map.of("q", q));
    }

    private static Map<String, Object> of(String title, String narrative, String taxon, String language) {
        return with(tactic(title, narrative), "labels", labels(taxon, language));
    }

    @Test
    void wordsAreFoundByTheirStemsInTheLanguageOfEachTactic() {
        play.published(play.shop, of("Italian", "I venditori nascondono gli elefanti.", "Loxodonta africana", "it"));
        play.published(play.shop, of("German", "Die Verkäufer verstecken Elefanten.", "Loxodonta cyclotis", "de-AT"));
        play.published(play.shop, of("English", "Sellers hide elephants.", "Elephas maximus", "en"));
        play.published(
                play.shop,
                with(
                        of("Thai", "ช้าง ที่ ซ่อน", "Elephas maximus", "th"),
                        "codeWords",
                        List.of(word("White Plastic", "en", sunset(30)))));
        play.report(play.shop, of("Pending", "Sellers hide elephants.", "Elephas maximus", "en"));

        assertEquals(Set.of("Italian"), found("venditore"));
        assertEquals(Set.of("German"), found("Verkäufern"));
        assertEquals(Set.of("English"), found("hiding elephant"));
        assertEquals(Set.of("Thai"), found("ช้าง"));
        assertEquals(Set.of("Thai"), found("\"white plastic\""));
        assertEquals(Set.of("German"), found(play.rival, Map.of("q", "Verkäufern", "queryLanguage", "de")));
        assertEquals(Set.of(), found("hide -elephant"));
        assertEquals(Set.of("German", "Italian"), found(play.rival, Map.of("taxon", "loxodonta")));
        assertEquals(Set.of("German"), found(play.rival, Map.of("language", "de")));
        assertEquals(Set.of(), found(play.rival, Map.of("technique", "decoy-item")));
        assertEquals(Set.of("Pending"), found(play.shop, Map.of("state", "pending", "q", "elephants")));
        assertEquals(Set.of(), found(play.rival, Map.of("mine", true)));
        play.rival
                .request()
                .queryParam("q", "x".repeat(201))
                .get(play.path())
                .then()
                .statusCode(422);
    }

    @Test
    void pagesFollowEachOther() {
        for (int i = 0; i < 3; i++) {
            play.published(play.shop, tactic("Tactic " + i, "Text " + i));
        }
        String next = play.rival
                .request()
                .get(play.path() + "?limit=2")
                .then()
                .body("items.title", contains("Tactic 2", "Tactic 1"))
                .extract()
                .path("next");
        play.rival
                .request()
                .get(play.path() + "?limit=2&cursor=" + next)
                .then()
                .body("items.title", contains("Tactic 0"));
    }

    @Test
    void twinsAreNamedAmongWhatIsPublishedAndOnesOwnOnly() {
        String text = "Carved bangles are offered as white plastic, the price stands in the picture only.";
        String secret = play.report(play.shop, tactic("White plastic", text));
        play.rival.json(tactic("White plastics", text)).post(play.path()).then().body("similar", hasSize(0));
        String own = play.shop
                .json(tactic("White plastic bangles", text))
                .post(play.path())
                .then()
                .body("similar.id", contains(secret))
                .body("similar[0].similarity", greaterThan(0.7f))
                .extract()
                .path("id");
        play.approve(secret);
        play.rival
                .json(tactic("Plastic, white", text))
                .post(play.path())
                .then()
                .body("similar.title", containsInAnyOrder("White plastic", "White plastics"))
                .body("similar.find { it.title == 'White plastic' }.state", equalTo("approved"));
        play.rival
                .json(tactic("Shark fins", "Dried pieces of fish that are sold by weight to restaurants."))
                .post(play.path())
                .then()
                .body("similar", hasSize(0));
        play.staff
                .request()
                .get(TacticPlay.REVIEW + "/" + own)
                .then()
                .body("similar.id", hasItem(secret))
                .body("similar", hasSize(3));
    }

    @Test
    void aSharedCodeWordMakesATwin() {
        List<Map<String, Object>> words = List.of(word("yellow material", "en", sunset(30)));
        String known = play.published(play.shop, with(tactic("One", "Short."), "codeWords", words));
        play.rival
                .json(with(tactic("Another title", "It is told in quite different ways."), "codeWords", words))
                .post(play.path())
                .then()
                .body("similar.id", contains(known))
                .body("similar[0].similarity", equalTo(1.0f));
    }

    @Test
    void whoMayOnlyWriteSeesItsOwnReports() {
        ApiClient writer = play.members.member(Trust.STANDARD, play.collection, Access.WRITE);
        String own = play.report(writer, tactic("Own", "Text."));
        String published = play.published(play.shop, tactic("Published", "Text."));
        assertEquals(Set.of("Own"), found(writer, Map.of()));
        writer.request().get(play.path() + "/" + own).then().statusCode(200);
        writer.request().get(play.path() + "/" + published).then().statusCode(404);
        ApiClient reporter = play.members.client(play.shop.member(), List.of(), Scope.TACTICS_WRITE);
        assertEquals(Set.of("Published"), found(reporter, Map.of()));
        ApiClient other = play.members.client(play.rival.member(), List.of(), Scope.TACTICS_WRITE);
        other.request().get(play.path() + "/" + published).then().statusCode(404);
    }
}
