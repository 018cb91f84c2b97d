package org.alarmcall.tactic;

import static org.alarmcall.tactic.TacticPlay.tactic;
import static org.alarmcall.tactic.TacticPlay.with;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alarmcall.member.Access;
import org.alarmcall.member.Scope;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.ListingBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TacticListingsTest {

    private static final String ELEPHANT = "Loxodonta africana";

    private TacticPlay play;

    @BeforeEach
    void play() {
        play = new TacticPlay();
    }

    /** The listing's id. */
    private String submit(ApiClient member, String reference, String taxon, @Nullable String term) {
        Map<String, Object> listing = new LinkedHashMap<>(ListingBody.listing(reference, ListingBody.md5()));
        listing.put(
                "labels",
                term == null
                        ? Map.of("taxon", Map.of("scientificName", taxon), "policyCategory", "ivory")
                        : Map.of("taxon", Map.of("scientificName", taxon), "term", term, "policyCategory", "ivory"));
        return member.json(Map.of("listings", List.of(listing)))
                .post("/api/v1/collections/" + play.collection + "/submissions")
                .then()
                .statusCode(200)
                .extract()
                .path("results[0].listingId");
    }

    private ValidatableResponse listings(ApiClient client, String tactic, String query) {
        return client.request()
                .get(play.path() + "/" + tactic + "/listings" + query)
                .then();
    }

    private static Map<String, Object> about(String taxon, @Nullable String term) {
        Map<String, Object> labels = new LinkedHashMap<>(TacticPlay.labels(taxon, "en"));
        if (term == null) {
            labels.remove("term");
        } else {
            labels.put("term", term);
        }
        return with(tactic("One", "Ivory as plastic."), "labels", labels);
    }

    @Test
    void aMemberGetsItsOwnOfTheTaxonAndTermNewestFirst() {
        submit(play.shop, "first", ELEPHANT, "IVC");
        submit(play.shop, "other-term", ELEPHANT, "TUS");
        submit(play.shop, "no-term", ELEPHANT, null);
        submit(play.shop, "other-taxon", "Loxodonta cyclotis", "IVC");
        submit(play.rival, "rivals", ELEPHANT, "IVC");
        String last = submit(play.shop, "last", "loxodonta Africana", "IVC");
        String id = play.published(play.rival, about(ELEPHANT, "IVC"));
        listings(play.shop, id, "")
                .statusCode(200)
                .body("items.reference", contains("last", "first"))
                .body("items[0].listingId", equalTo(last))
                .body("items[0].state", equalTo("pending"))
                .body("items[0].receivedAt", notNullValue())
                .body("items.member", contains(nullValue(), nullValue()))
                .body("items.named", contains(false, false))
                .body("next", nullValue());
        listings(play.rival, id, "").body("items.reference", contains("rivals"));
    }

    @Test
    void aGenusFindsItsSpeciesAndNoTermFindsAll() {
        submit(play.shop, "african", ELEPHANT, "IVC");
        submit(play.shop, "near-in-letters", "Loxodontomys micropus", "IVC");
        submit(play.shop, "genus", "Loxodonta", null);
        submit(play.shop, "forest", "Loxodonta cyclotis", "TUS");
        for (String genus : List.of("Loxodonta", "Loxodonta spp.")) {
            String id = play.report(play.shop, about(genus, null));
            listings(play.shop, id, "").body("items.reference", contains("forest", "genus", "african"));
        }
        String carved = play.report(play.shop, about("Loxodonta", "IVC"));
        listings(play.shop, carved, "").body("items.reference", contains("african"));
    }

    @Test
    void whatIsNotLiveIsLeftOutThoughItIsNamed() {
        submit(play.shop, "stays", ELEPHANT, "IVC");
        String rejected = submit(play.shop, "rejected", ELEPHANT, "IVC");
        submit(play.shop, "withdrawn", ELEPHANT, "IVC");
        String id = play.report(
                play.shop, with(about(ELEPHANT, "IVC"), "listings", List.of("stays", "rejected", "withdrawn")));
        play.staff
                .json(Map.of("decision", "reject", "reason", "A look-alike."))
                .post("/api/v1/review/listings/" + rejected + "/decision")
                .then()
                .statusCode(200);
        play.shop
                .request()
                .delete("/api/v1/collections/" + play.collection + "/listings/withdrawn")
                .then()
                .statusCode(204);
        listings(play.shop, id, "").body("items.reference", contains("stays"));
    }

    @Test
    void namedOnesAreMarkedWhateverTheirLabels() {
        submit(play.shop, "parrot", "Psittacus erithacus", "LIV");
        submit(play.shop, "fits", ELEPHANT, "IVC");
        String id = play.published(play.shop, with(about(ELEPHANT, "IVC"), "listings", List.of("parrot")));
        listings(play.shop, id, "")
                .body("items.reference", contains("fits", "parrot"))
                .body("items.named", contains(false, true));
        listings(play.rival, id, "").statusCode(200).body("items", hasSize(0));
    }

    @Test
    void pagesGoOnWhereTheLastEndedAndAreBounded() {
        for (int number = 1; number <= 5; number++) {
            submit(play.shop, "ad-" + number, number % 2 == 0 ? "Loxodonta cyclotis" : ELEPHANT, "IVC");
        }
        String id = play.report(play.shop, with(about("Loxodonta", "IVC"), "listings", List.of("ad-2", "ad-5")));
        String next = listings(play.shop, id, "?limit=2")
                .body("items.reference", contains("ad-5", "ad-4"))
                .extract()
                .path("next");
        next = listings(play.shop, id, "?limit=2&cursor=" + next)
                .body("items.reference", contains("ad-3", "ad-2"))
                .body("items.named", contains(false, true))
                .extract()
                .path("next");
        listings(play.shop, id, "?limit=2&cursor=" + next)
                .body("items.reference", contains("ad-1"))
                .body("next", nullValue());
        listings(play.shop, id, "?limit=1001").statusCode(422);
        listings(play.shop, id, "?cursor=MTIz").statusCode(400);
    }

    @Test
    void aPageLooksAtABoundedNumberAndTheNextGoesOn() {
        submit(play.shop, "parrot", "Psittacus erithacus", "LIV");
        StringBuilder many = new StringBuilder();
        for (int number = 0; number < 5_001; number++) {
            many.append("{\"reference\":\"many-")
                    .append(number)
                    .append(
                            "\",\"observedAt\":\"2026-11-20T09:30:00Z\",\"labels\":{\"taxon\":{\"scientificName\":\"Manis javanica\"},")
                    .append("\"policyCategory\":\"pangolin\"},\"indicators\":[{\"type\":\"image_md5\",\"value\":\"")
                    .append(ListingBody.md5())
                    .append("\"}]}\n");
        }
        play.shop
                .request()
                .contentType("application/x-ndjson;charset=UTF-8")
                .body(many.toString().getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/collections/" + play.collection + "/submissions")
                .then()
                .statusCode(200);
        String id = play.report(play.rival, about("Psittacus erithacus", "LIV"));
        play.approve(id);
        for (ApiClient client : List.of(play.shop, play.staff)) {
            String next = listings(client, id, "")
                    .statusCode(200)
                    .body("items", hasSize(0))
                    .extract()
                    .path("next");
            listings(client, id, "?cursor=" + next)
                    .body("items.reference", contains("parrot"))
                    .body("next", nullValue());
        }
    }

    @Test
    void whatIsSentAgainComesFirstAndItsOldSubmissionIsPassed() {
        submit(play.shop, "ad-1", ELEPHANT, "IVC");
        submit(play.shop, "ad-2", ELEPHANT, "IVC");
        String id = play.report(play.shop, about(ELEPHANT, "IVC"));
        submit(play.shop, "ad-1", "Loxodonta africana", "IVC");
        String next = listings(play.shop, id, "?limit=1")
                .body("items.reference", contains("ad-1"))
                .extract()
                .path("next");
        listings(play.shop, id, "?limit=1&cursor=" + next)
                .body("items.reference", contains("ad-2"))
                .body("next", nullValue());
    }

    @Test
    void staffGetEveryMembersAlsoOfReportsThatWait() {
        submit(play.shop, "shops", ELEPHANT, "IVC");
        submit(play.rival, "rivals", ELEPHANT, "IVC");
        submit(play.rival, "named", "Elephas maximus", "IVC");
        String id = play.report(play.rival, with(about(ELEPHANT, "IVC"), "listings", List.of("named")));
        listings(play.staff, id, "")
                .statusCode(200)
                .body("items.reference", contains("named", "rivals", "shops"))
                .body("items.member", contains(play.rival.member(), play.rival.member(), play.shop.member()))
                .body("items.named", contains(true, false, false));
        listings(play.staff, id, "?limit=1").body("items.reference", contains("named"));
        String elsewhere = new TacticPlay().path() + "/" + id + "/listings";
        play.staff.request().get(elsewhere).then().statusCode(404);
    }

    @Test
    void whatOthersSendChangesNoAnswer() {
        String id = play.published(play.shop, about(ELEPHANT, "IVC"));
        submit(play.shop, "mine", ELEPHANT, "IVC");
        String before = listings(play.shop, id, "?limit=1").extract().asString();
        submit(play.rival, "theirs", ELEPHANT, "IVC");
        assertEquals(before, listings(play.shop, id, "?limit=1").extract().asString());
    }

    @Test
    void aReportThatTheCallerMayNotReadIsLikeOneThatIsNotThere() {
        String id = play.report(play.shop, about(ELEPHANT, "IVC"));
        String missing = listings(play.rival, "00000000-0000-4000-8000-000000000000", "")
                .statusCode(404)
                .extract()
                .asString();
        assertEquals(
                missing, listings(play.rival, id, "").statusCode(404).extract().asString());
        play.approve(id);
        listings(play.rival, id, "").statusCode(200);
        listings(play.rival.with(Scope.TACTICS_WRITE), id, "").statusCode(404);
        ApiClient writer = play.members.member(Trust.STANDARD, play.collection, Access.WRITE);
        assertEquals(missing, listings(writer, id, "").statusCode(404).extract().asString());
        listings(play.rival.with(Scope.FEEDBACK_WRITE), id, "").statusCode(403).body("type", not(nullValue()));
    }

    @Test
    void aReplacedListingIsFoundByWhatItShowsNow() {
        submit(play.shop, "ad", "Elephas maximus", "IVC");
        String id = play.report(play.shop, about(ELEPHANT, "IVC"));
        listings(play.shop, id, "").body("items", hasSize(0));
        submit(play.shop, "ad", ELEPHANT, "IVC");
        listings(play.shop, id, "").body("items.reference", contains("ad"));
    }
}
