package org.alarmcall.member;

import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.TestMembers;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AdministrationTest {

    private final TestMembers members = TestMembers.here();
    private final ApiClient admin = members.admin();

    @Test
    void aMemberIsAdmittedOnProbation() {
        String slug = TestMembers.name("m");
        admin.json(Map.of("slug", slug, "name", "Märktplatz 市場", "sector", "ecommerce"))
                .post("/api/v1/members")
                .then()
                .statusCode(201)
                .header("Location", endsWith("/api/v1/members/" + slug))
                .body("slug", equalTo(slug))
                .body("name", equalTo("Märktplatz 市場"))
                .body("sector", equalTo("ecommerce"))
                .body("status", equalTo("active"))
                .body("trust", equalTo("probation"))
                .body("createdAt", notNullValue());
        admin.request().get("/api/v1/members/" + slug).then().statusCode(200).body("slug", equalTo(slug));
    }

    @Test
    void aSecondMemberOfTheNameIsRefused() {
        String slug = members.member(Trust.PROBATION);
        admin.json(Map.of("slug", slug, "name", "Again", "sector", "ngo"))
                .post("/api/v1/members")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:alarmcall:problem:already-exists"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"slug\":\"Upper\",\"name\":\"n\",\"sector\":\"ngo\"}",
                "{\"slug\":\"-x\",\"name\":\"n\",\"sector\":\"ngo\"}",
                "{\"slug\":\"x\",\"name\":\"\",\"sector\":\"ngo\"}",
                "{\"slug\":\"x\",\"name\":\"a\\u0000b\",\"sector\":\"ngo\"}",
                "{\"slug\":\"x\",\"name\":\"a\\ud800b\",\"sector\":\"ngo\"}",
                "{\"slug\":\"x\",\"name\":\"n\",\"sector\":\"navy\"}",
                "{\"slug\":\"x\",\"name\":\"n\",\"sector\":null}"
            })
    void aMemberThatIsNotValidIsRefused(String body) {
        admin.request()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/members")
                .then()
                .statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[", "[]", "\"x\""})
    void whatIsNoMemberIsRefused(String body) {
        int status = admin.request()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/members")
                .statusCode();
        assertEquals(4, status / 100, "status " + status);
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        for (String path :
                List.of("/members/no-such", "/members/a%00b", "/members/no-such/clients", "/members/UPPER")) {
            admin.request()
                    .urlEncodingEnabled(false)
                    .get("/api/v1" + path)
                    .then()
                    .statusCode(404);
        }
        String slug = members.member(Trust.PROBATION);
        admin.request()
                .delete("/api/v1/members/" + slug + "/clients/no-such")
                .then()
                .statusCode(404);
        admin.request()
                .post("/api/v1/members/" + slug + "/clients/no-such/rotate")
                .then()
                .statusCode(404);
        admin.request().get("/api/v1/collections/no-such/members").then().statusCode(404);
        admin.json(Map.of("access", "read"))
                .put("/api/v1/collections/no-such/members/" + slug)
                .then()
                .statusCode(404);
        String ivory = members.collection();
        admin.json(Map.of("access", "read"))
                .put("/api/v1/collections/" + ivory + "/members/no-such")
                .then()
                .statusCode(404);
        admin.request()
                .delete("/api/v1/collections/" + ivory + "/members/" + slug)
                .then()
                .statusCode(404);
    }

    @Test
    void aMembersTrustAndStatusChange() {
        String slug = members.member(Trust.PROBATION);
        admin.json(Map.of("trust", "trusted", "status", "suspended"))
                .patch("/api/v1/members/" + slug)
                .then()
                .statusCode(200)
                .body("trust", equalTo("trusted"))
                .body("status", equalTo("suspended"));
        admin.json(Map.of())
                .patch("/api/v1/members/" + slug)
                .then()
                .statusCode(200)
                .body("trust", equalTo("trusted"));
        admin.json(Map.of("trust", "blind"))
                .patch("/api/v1/members/" + slug)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/trust"));
        admin.json(Map.of("status", "gone"))
                .patch("/api/v1/members/" + slug)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/status"));
    }

    @Test
    void theCoalitionCannotBeSuspended() {
        admin.json(Map.of("status", "suspended"))
                .patch("/api/v1/members/coalition")
                .then()
                .statusCode(409);
        admin.request().get("/api/v1/members/coalition").then().body("status", equalTo("active"));
    }

    @Test
    void membersAreListedByPage() {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            made.add(members.member(Trust.PROBATION));
        }
        Set<String> listed = new HashSet<>();
        String cursor = "";
        do {
            Response page = admin.request().get("/api/v1/members?limit=2&cursor=" + cursor);
            page.then().statusCode(200);
            List<String> slugs = page.path("items.slug");
            slugs.forEach(slug -> assertEquals(true, listed.add(slug), slug + " is listed once"));
            cursor = page.path("next");
        } while (cursor != null);
        assertEquals(true, listed.containsAll(made));
        admin.request().get("/api/v1/members?cursor=%25").then().statusCode(400);
        admin.request().get("/api/v1/members?limit=0").then().statusCode(oneOf(400, 422));
    }

    @Test
    void aClientIsMadeAndItsSecretShownOnce() {
        String slug = members.member(Trust.PROBATION);
        String ivory = members.collection();
        String expires = Instant.now().plusSeconds(3600).toString();
        Response made = admin.json(Map.of(
                        "name",
                        "Feed",
                        "scopes",
                        List.of("feed:read", "lookup:read"),
                        "collections",
                        List.of(ivory),
                        "expiresAt",
                        expires))
                .post("/api/v1/members/" + slug + "/clients");
        String id = made.path("clientId");
        made.then()
                .statusCode(201)
                .header("Location", endsWith("/api/v1/members/" + slug + "/clients/" + id))
                .header("Cache-Control", "no-store")
                .body("clientSecret", startsWith("alarmcall_"))
                .body("scopes", equalTo(List.of("feed:read", "lookup:read")))
                .body("collections", equalTo(List.of(ivory)));
        admin.request()
                .get("/api/v1/members/" + slug + "/clients")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].clientId", equalTo(id))
                .body("items[0].clientSecret", nullValue())
                .body("next", nullValue());
        admin.request()
                .delete("/api/v1/members/" + slug + "/clients/" + id)
                .then()
                .statusCode(204);
        admin.request()
                .delete("/api/v1/members/" + slug + "/clients/" + id)
                .then()
                .statusCode(404);
        admin.request().get("/api/v1/members/" + slug + "/clients").then().body("items", hasSize(0));
    }

    @Test
    void onlyTheCoalitionsClientsReviewAndAdminister() {
        String slug = members.member(Trust.TRUSTED);
        admin.json(Map.of("name", "x", "scopes", List.of("feed:read", "review", "no:such")))
                .post("/api/v1/members/" + slug + "/clients")
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/scopes/1", "/scopes/2")));
        members.staff().request().get("/api/v1/me").then().statusCode(200).body("member", equalTo("coalition"));
    }

    @Test
    void aClientThatIsNotValidIsRefused() {
        String slug = members.member(Trust.PROBATION);
        Map<String, Object> good = Map.of("name", "x", "scopes", List.of("feed:read"));
        refusedAt("/collections/0", slug, with(good, "collections", List.of("no-such")));
        refusedAt("/expiresAt", slug, with(good, "expiresAt", "2020-01-01T00:00:00Z"));
        refusedAt("/scopes", slug, with(good, "scopes", List.of()));
        refusedAt("/name", slug, with(good, "name", ""));
        refusedAt(
                "/collections",
                "coalition",
                with(with(good, "scopes", List.of("admin")), "collections", List.of(members.collection())));
    }

    @Test
    void anotherMembersClientIsNotFoundThere() {
        ApiClient shop = members.client(members.member(Trust.PROBATION), List.of(), Scope.FEED_READ);
        String other = members.member(Trust.PROBATION);
        admin.request()
                .delete("/api/v1/members/" + other + "/clients/" + shop.clientId())
                .then()
                .statusCode(404);
        shop.request().get("/api/v1/me").then().statusCode(200);
    }

    @Test
    void aCollectionIsMade() {
        String slug = TestMembers.name("c");
        Map<String, Object> wanted =
                Map.of("slug", slug, "title", "Ivory", "description", "All\nof it", "tlp", "AMBER+STRICT");
        admin.json(wanted)
                .post("/api/v1/collections")
                .then()
                .statusCode(201)
                .body("slug", equalTo(slug))
                .body("description", equalTo("All\nof it"))
                .body("tlp", equalTo("AMBER+STRICT"));
        admin.json(wanted).post("/api/v1/collections").then().statusCode(409);
        admin.json(with(wanted, "tlp", "PINK"))
                .post("/api/v1/collections")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/tlp"));
    }

    @Test
    void aMemberIsLetInAndOut() {
        String ivory = members.collection();
        ApiClient shop = members.client(members.member(Trust.PROBATION), List.of(), Scope.FEED_READ);
        String path = "/api/v1/collections/" + ivory + "/members/" + shop.member();
        seen(shop, not(hasItem(ivory)));
        admin.json(Map.of("access", "read")).put(path).then().statusCode(201).body("access", equalTo("read"));
        admin.json(Map.of("access", "read-write"))
                .put(path)
                .then()
                .statusCode(200)
                .body("access", equalTo("read-write"));
        admin.json(Map.of("access", "all"))
                .put(path)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/access"));
        seen(shop, hasItem(ivory));
        admin.request()
                .get("/api/v1/collections/" + ivory + "/members")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].member", equalTo(shop.member()))
                .body("items[0].access", equalTo("read-write"));
        admin.request().delete(path).then().statusCode(204);
        seen(shop, not(hasItem(ivory)));
    }

    @Test
    void whatAnAdministratorDoesIsInTheAuditLog() {
        String slug = members.member(Trust.STANDARD);
        admin.request()
                .get("/api/v1/audit?subject=" + slug)
                .then()
                .statusCode(200)
                .body("items.action", equalTo(List.of("member.change", "member.create")))
                .body("items.clientId", equalTo(List.of("admin", "admin")))
                .body("items[0].member", equalTo("coalition"))
                .body("items[0].details", equalTo(Map.of("trust", "standard")));
        Response first = admin.request().get("/api/v1/audit?limit=1&subject=" + slug);
        String cursor = first.path("next");
        admin.request()
                .get("/api/v1/audit?limit=1&subject=" + slug + "&cursor=" + cursor)
                .then()
                .body("items.action", equalTo(List.of("member.create")))
                .body("next", nullValue());
        admin.request()
                .get("/api/v1/audit?action=no.such")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    @Test
    void nobodyElseAdministers() {
        ApiClient shop = members.member(Trust.TRUSTED, members.collection(), Access.READ_WRITE);
        for (String path :
                List.of("/members", "/members/coalition", "/members/coalition/clients", "/audit", "/signing-keys")) {
            shop.request().get("/api/v1" + path).then().statusCode(403);
            members.staff().request().get("/api/v1" + path).then().statusCode(403);
            ApiClient.anonymous().get("/api/v1" + path).then().statusCode(401);
        }
        shop.json(Map.of("slug", "x")).post("/api/v1/members").then().statusCode(403);
        shop.json(Map.of("slug", "x")).post("/api/v1/collections").then().statusCode(403);
        shop.json(Map.of("trust", "trusted"))
                .patch("/api/v1/members/" + shop.member())
                .then()
                .statusCode(403);
    }

    private static void seen(ApiClient client, Matcher<?> collections) {
        client.request().get("/api/v1/me").then().statusCode(200).body("collections", collections);
    }

    private void refusedAt(String pointer, String member, Map<String, Object> client) {
        admin.json(client)
                .post("/api/v1/members/" + member + "/clients")
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of(pointer)));
    }

    private static Map<String, Object> with(Map<String, Object> body, String key, Object value) {
        Map<String, Object> changed = new HashMap<>(body);
        changed.put(key, value);
        return changed;
    }
}
