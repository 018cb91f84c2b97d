package org.alarmcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.alarmcall.member.Caller;
import org.alarmcall.member.StaffRole;
import org.alarmcall.staff.NewAccount;
import org.alarmcall.staff.StaffAccounts;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.TestListings;
import org.alarmcall.testing.TestMembers;

/** Makes one of each kind of thing that pages of the console are about; each method gives its id. */
record ConsoleThings(TestMembers members, String collection, ApiClient shop) {

    private static final Caller SYSTEM = Caller.system("test");

    String pending(String reference) {
        return listing(reference, TestListings.md5());
    }

    /** A listing that staff have approved. */
    String approved(String md5) {
        String listing = listing("decided", md5);
        decide("listings", listing);
        return listing;
    }

    /** A decision that a colleague may still take back. */
    String heldBy(Visitor colleague) throws Exception {
        String listing = pending("held");
        Visitor.Answer decided =
                colleague.send("POST", "/console/listings/" + listing + "/decision", "decision=approve&revision=1");
        assertEquals(303, decided.status(), decided.said());
        String page = colleague.send("GET", "/console/queue", "").text();
        Matcher undo =
                Pattern.compile("/console/decisions/([0-9a-f-]{36})/undo").matcher(page);
        assertTrue(undo.find(), page);
        return undo.group(1);
    }

    String tactic(String title) {
        return tactic(title, List.of());
    }

    /** A code word of a published tactic. */
    String codeWord() {
        String sunset = Instant.now().plus(30, ChronoUnit.DAYS).toString();
        Map<String, Object> word =
                Map.of("term", "white plastic", "language", "en", "meaning", "ivory", "sunset", sunset);
        decide("tactics", tactic("Words", List.of(word)));
        return shop.request()
                .get("/api/v1/collections/" + collection + "/code-words")
                .then()
                .statusCode(200)
                .extract()
                .path("items[0].id");
    }

    String allowed() {
        Map<String, Object> entry = Map.of(
                "collection", collection, "type", "image_md5", "value", TestListings.md5(), "note", "a museum piece");
        return members.staff()
                .json(entry)
                .post("/api/v1/review/allow-list")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Of somebody who is invited. */
    int account(StaffAccounts accounts) {
        String login = TestMembers.name("new") + "@example.org";
        accounts.invite(SYSTEM, new NewAccount(login, "Ana", "TRAFFIC", StaffRole.REVIEWER));
        return accounts.list(SYSTEM).stream()
                .filter(account -> account.login().equals(login))
                .findAny()
                .orElseThrow()
                .id();
    }

    private String listing(String reference, String md5) {
        return TestListings.submit(shop, collection, TestListings.listing(reference, md5))
                .extract()
                .path("results[0].listingId");
    }

    private String tactic(String title, List<?> codeWords) {
        Map<String, Object> tactic = Map.of(
                "title",
                title,
                "narrative",
                "Sellers write " + title + " for ivory.",
                "firstSeen",
                "2026-11-20T09:30:00Z",
                "labels",
                Map.of("taxon", Map.of("scientificName", "Loxodonta africana"), "policyCategory", "ivory"),
                "codeWords",
                codeWords);
        return shop.json(tactic)
                .post("/api/v1/collections/" + collection + "/tactics")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void decide(String kind, String id) {
        members.staff()
                .json(Map.of("decision", "approve"))
                .post("/api/v1/review/" + kind + "/" + id + "/decision")
                .then()
                .statusCode(200);
    }
}
