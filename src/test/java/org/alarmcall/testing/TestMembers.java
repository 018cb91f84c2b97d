package org.alarmcall.testing;

import static org.hamcrest.Matchers.oneOf;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.alarmcall.member.Access;
import org.alarmcall.member.Scope;
import org.alarmcall.member.Trust;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Makes members, clients and collections through the API, a line each. Every name is new, so tests share nothing.
 *
 * <pre>{@code
 * TestMembers members = TestMembers.here();
 * String ivory = members.collection();
 * ApiClient shop = members.member(Trust.TRUSTED, ivory, Access.READ_WRITE);
 * shop.json(body).post("/api/v1/collections/" + ivory + "/submissions").then().statusCode(200);
 * members.staff().json(decision).post(...);
 * }</pre>
 */
public final class TestMembers {

    /** What a member's client may hold. */
    private static final Scope[] OF_MEMBERS = Arrays.stream(Scope.values())
            .filter(scope -> !scope.coalitionOnly())
            .toArray(Scope[]::new);

    private final @Nullable String baseUri;
    private final ApiClient admin;

    /** At the server that a {@code @QuarkusTest} runs. */
    public static TestMembers here() {
        return new TestMembers(
                null,
                ConfigProvider.getConfig().getValue("alarmcall.bootstrap.admin-client-id", String.class),
                ConfigProvider.getConfig().getValue("alarmcall.bootstrap.admin-client-secret", String.class));
    }

    /** At another server, of which the first administrator is known. */
    public TestMembers(@Nullable String baseUri, String adminClientId, String adminSecret) {
        this.baseUri = baseUri;
        this.admin = new ApiClient(baseUri, "coalition", adminClientId, adminSecret);
    }

    /** The coalition's first client, which has all scopes. */
    public ApiClient admin() {
        return admin;
    }

    /** A new client of the coalition that reviews. */
    public ApiClient staff() {
        return client("coalition", List.of(), Scope.REVIEW, Scope.FEED_READ, Scope.LOOKUP_READ);
    }

    /** A new collection; its slug. */
    public String collection() {
        String slug = name("collection");
        admin.json(Map.of("slug", slug, "title", slug, "description", "", "tlp", "AMBER"))
                .post("/api/v1/collections")
                .then()
                .statusCode(201);
        return slug;
    }

    /** A new member with a client that has every scope that a member's may have, in one collection. */
    public ApiClient member(Trust trust, String collection, Access access) {
        return member(trust, collection, access, OF_MEMBERS);
    }

    /** A new member with a client of these scopes, in one collection. */
    public ApiClient member(Trust trust, String collection, Access access, Scope... scopes) {
        String slug = member(trust);
        grant(collection, slug, access);
        return client(slug, List.of(), scopes);
    }

    /** A new member that is in no collection and has no client; its slug. */
    public String member(Trust trust) {
        String slug = name("member");
        admin.json(Map.of("slug", slug, "name", slug, "sector", "ecommerce"))
                .post("/api/v1/members")
                .then()
                .statusCode(201);
        if (trust != Trust.PROBATION) {
            admin.json(Map.of("trust", trust.wire()))
                    .patch("/api/v1/members/" + slug)
                    .then()
                    .statusCode(200);
        }
        return slug;
    }

    /** A new client of a member, limited to these collections; to none for no limit. */
    public ApiClient client(String member, List<String> collections, Scope... scopes) {
        Map<String, Object> wanted = new TreeMap<>();
        wanted.put("name", name("client"));
        wanted.put("scopes", Arrays.stream(scopes).map(Scope::wire).toList());
        if (!collections.isEmpty()) {
            wanted.put("collections", collections);
        }
        var made = admin.json(wanted)
                .post("/api/v1/members/" + member + "/clients")
                .then()
                .statusCode(201)
                .extract();
        return new ApiClient(baseUri, member, made.path("clientId"), made.path("clientSecret"));
    }

    public void grant(String collection, String member, Access access) {
        admin.json(Map.of("access", access.wire()))
                .put("/api/v1/collections/" + collection + "/members/" + member)
                .then()
                .statusCode(oneOf(200, 201));
    }

    public void withdrawGrant(String collection, String member) {
        admin.request()
                .delete("/api/v1/collections/" + collection + "/members/" + member)
                .then()
                .statusCode(204);
    }

    public void suspend(String member) {
        status(member, "suspended");
    }

    public void activate(String member) {
        status(member, "active");
    }

    /** At once, with all its tokens. */
    public void remove(ApiClient client) {
        admin.request()
                .delete("/api/v1/members/" + client.member() + "/clients/" + client.clientId())
                .then()
                .statusCode(204);
    }

    /** A name that nothing else has. */
    public static String name(String prefix) {
        return prefix + "-" + UUID.randomUUID().toString().substring(0, 18);
    }

    private void status(String member, String status) {
        admin.json(Map.of("status", status))
                .patch("/api/v1/members/" + member)
                .then()
                .statusCode(200);
    }
}
