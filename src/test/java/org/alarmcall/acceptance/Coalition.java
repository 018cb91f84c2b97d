package org.alarmcall.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sets up members and their clients through the API, as the coalition's staff would. */
public final class Coalition {

    public static final String ADMIN_ID = "staff-of-the-test";
    public static final String ADMIN_SECRET = "4cbb2f1e7f5d40d2a7f0a5b1c8e1f9d3-only-in-tests";

    /** For a server's first start, so that its first admin client is this one. */
    public static final Map<String, String> BOOTSTRAP = Map.of(
            "ALARMCALL_BOOTSTRAP_ADMIN_CLIENT_ID", ADMIN_ID,
            "ALARMCALL_BOOTSTRAP_ADMIN_CLIENT_SECRET", ADMIN_SECRET);

    private static final String MEMBERS = "/api/v1/members";

    private final List<ServerProcess> nodes;
    private final MemberClient admin;

    public Coalition(ServerProcess... nodes) {
        this.nodes = List.of(nodes);
        this.admin = new MemberClient(this.nodes, 0, ADMIN_ID, ADMIN_SECRET);
    }

    /** Staff: admin and review. */
    public MemberClient staff() {
        return admin;
    }

    /** What may be collected and shared among those who are given access. */
    public void collection(String slug) throws InterruptedException {
        admin.post("/api/v1/collections", """
                        {"slug":"%s","title":"Of the test","description":"","tlp":"AMBER"}""".formatted(slug)).ok();
    }

    /** A member that may read and write the collection. */
    public void member(String slug, String trust, String collection) throws InterruptedException {
        admin.post(MEMBERS, """
                        {"slug":"%s","name":"Member %s","sector":"ecommerce"}""".formatted(slug, slug)).ok();
        admin.patch(MEMBERS + "/" + slug, "{\"trust\":\"" + trust + "\"}").ok();
        admin.put("/api/v1/collections/" + collection + "/members/" + slug, "{\"access\":\"read-write\"}")
                .ok();
    }

    public MemberClient client(String member, String... scopes) throws InterruptedException {
        String list = Stream.of(scopes).map(scope -> "\"" + scope + "\"").collect(Collectors.joining(","));
        JsonNode made = admin.post(MEMBERS + "/" + member + "/clients", "{\"name\":\"test\",\"scopes\":[" + list + "]}")
                .expect(201)
                .json();
        return new MemberClient(
                nodes,
                0,
                made.get("clientId").asText(),
                made.get("clientSecret").asText());
    }
}
