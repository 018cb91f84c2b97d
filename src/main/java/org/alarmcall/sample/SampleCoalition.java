package org.alarmcall.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.alarmcall.member.Administration;
import org.alarmcall.member.Caller;
import org.alarmcall.member.MemberChange;
import org.alarmcall.member.NewClient;
import org.alarmcall.member.NewClientView;
import org.alarmcall.member.NewCollection;
import org.alarmcall.member.NewMember;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;

/**
 * Makes the sample: members and collections through the door, listings and decisions over HTTP as their owners would. If
 * it was broken off, it goes on with what is missing.
 */
final class SampleCoalition {

    private static final Caller CALLER = Caller.system("sample");
    private static final List<String> COLLECTIONS = List.of("ivory-and-horn", "live-animals");
    private static final int LISTINGS_EACH = 250;

    private record SampleMember(String slug, String name, String sector, String trust) {}

    private static final List<SampleMember> MEMBERS = List.of(
            new SampleMember("bazaarly", "Bazaarly (a marketplace)", "ecommerce", "trusted"),
            new SampleMember("findwise", "Findwise (a search engine)", "search", "standard"),
            new SampleMember("chirpnet", "Chirpnet (a social network)", "social", "standard"),
            new SampleMember("paypath", "Paypath (a payment service)", "payments", "probation"));

    private final SplittableRandom random = new SplittableRandom(7);
    private final Administration administration;
    private final SampleApi api;
    private final ObjectMapper json;

    SampleCoalition(Administration administration, SampleApi api, ObjectMapper json) {
        this.administration = administration;
        this.api = api;
        this.json = json;
    }

    /** Members, collections and new clients: their credentials, in the order of the members, staff last. */
    List<SampleClient> clients() {
        for (String collection : COLLECTIONS) {
            unlessThere(() -> administration.createCollection(
                    CALLER,
                    new NewCollection(
                            collection,
                            collection.equals("live-animals") ? "Live animals and parts" : "Ivory and horn",
                            "Sample data; every listing is made up.",
                            collection.equals("live-animals") ? "AMBER+STRICT" : "AMBER")));
        }
        List<SampleClient> clients = new ArrayList<>();
        for (SampleMember member : MEMBERS) {
            clients.add(join(member));
        }
        clients.add(client(
                "coalition",
                "The coalition's staff",
                "review and administer",
                List.of("review", "admin", "feed:read")));
        return clients;
    }

    /** Listings and what staff decided, tactics, impact and feedback. Done again it changes nothing that is there. */
    void report(List<SampleClient> clients) throws InterruptedException {
        SampleClient staff = clients.get(MEMBERS.size());
        SampleListings listings = new SampleListings(json, Instant.now());
        for (String collection : COLLECTIONS) {
            for (int number = 0; number < MEMBERS.size(); number++) {
                submit(clients.get(number), staff, MEMBERS.get(number).slug(), collection, listings);
            }
        }
        List<SampleClient> members = clients.subList(0, MEMBERS.size());
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        new SampleTactics(api, json, today).report(members.get(0), members.get(1), staff);
        new SampleImpact(api, json).send(members, YearMonth.from(today));
        new SampleFeedback(api, json).give(members, staff);
    }

    private SampleClient join(SampleMember member) {
        unlessThere(() ->
                administration.createMember(CALLER, new NewMember(member.slug(), member.name(), member.sector())));
        administration.change(CALLER, member.slug(), new MemberChange(null, member.trust()));
        for (String collection : COLLECTIONS) {
            administration.grant(CALLER, collection, member.slug(), "read-write");
        }
        return client(
                member.slug(),
                member.name(),
                "submit and follow the feed",
                List.of(
                        "submissions:write",
                        "feed:read",
                        "lookup:read",
                        "feedback:write",
                        "tactics:write",
                        "impact:write",
                        "impact:read"));
    }

    private SampleClient client(String member, String who, String may, List<String> scopes) {
        NewClientView made = administration.createClient(CALLER, member, new NewClient("sample", scopes, null, null));
        return new SampleClient(who, may, made.clientId(), made.clientSecret());
    }

    private void submit(
            SampleClient client, SampleClient staff, String member, String collection, SampleListings listings)
            throws InterruptedException {
        String path = "/collections/" + collection;
        JsonNode answer =
                api.call(client, "POST", path + "/submissions", listings.submission(member, collection, LISTINGS_EACH));
        ArrayNode undecided = json.createArrayNode();
        for (JsonNode result : answer.path("results")) {
            String listing = result.path("listingId").asText();
            int chance = random.nextInt(100);
            if (chance < 12) {
                decide(staff, listing, "reject", "A legal look-alike.");
                undecided.add(listing);
            } else if (chance < 18) {
                decide(staff, listing, "return", "Which species is it? The picture does not show enough.");
                undecided.add(listing);
            } else if (chance < 40) {
                undecided.add(listing);
            } else if (chance < 43) {
                api.call(
                        client,
                        "DELETE",
                        path + "/listings/"
                                + SampleApi.segment(result.path("reference").asText()),
                        null);
                undecided.add(listing);
            }
        }
        ObjectNode approval = json.createObjectNode().put("decision", "approve");
        approval.set("except", undecided);
        api.call(
                staff,
                "POST",
                "/review/submissions/" + answer.path("submissionId").asText() + "/decision",
                approval);
    }

    private void decide(SampleClient staff, String listing, String decision, String reason)
            throws InterruptedException {
        api.call(
                staff,
                "POST",
                "/review/listings/" + listing + "/decision",
                json.createObjectNode().put("decision", decision).put("reason", reason));
    }

    private static void unlessThere(Runnable making) {
        try {
            making.run();
        } catch (ProblemException e) {
            if (e.problem() != Problem.ALREADY_EXISTS) {
                throw e;
            }
        }
    }
}
