package org.alarmcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.alarmcall.member.StaffRole;
import org.alarmcall.testing.TestMembers;
import org.alarmcall.testing.TestStaff;
import org.junit.jupiter.api.Test;

/** What no browser of ours sends. */
@QuarkusTest
class ConsoleGuardTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    @Inject
    Assets assets;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TestStaff admin = TestStaff.with(StaffRole.ADMIN);

    @Test
    void everyAnswerHasTheHeadersAlsoAnError() throws Exception {
        for (String path : new String[] {
            "/console/sign-in",
            "/console/queue",
            "/console/nothing",
            "/console/staff",
            "/console;a=b/sign-in",
            "//console/sign-in",
            "/%63onsole/sign-in",
            "/console%2Fsign-in"
        }) {
            HttpResponse<String> answer = send(get(path));
            String policy =
                    answer.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; "), path + ": " + policy);
            assertEquals(
                    "nosniff",
                    answer.headers().firstValue("X-Content-Type-Options").orElse(""),
                    path);
            assertEquals(
                    "no-store", answer.headers().firstValue("Cache-Control").orElse(""), path);
        }
    }

    @Test
    void scriptsAndStylesMayBeKeptForEver() throws Exception {
        HttpResponse<String> style = send(get(assets.url("console.css")));
        assertEquals(200, style.statusCode());
        assertEquals(
                List.of("public, max-age=31536000, immutable"), style.headers().allValues("Cache-Control"));
        assertEquals(
                404, send(get("/console/assets/0000000000000000/console.css")).statusCode());
    }

    @Test
    void aChangeWithoutTheTokenOfTheSessionIsRefused() throws Exception {
        assertEquals(403, send(post("/console/account/sessions/end-others", "")).statusCode());
        assertEquals(
                403,
                send(post("/console/account/sessions/end-others", "csrf=guessed"))
                        .statusCode());
        assertEquals(
                403,
                send(post("/console/sign-out", "").setHeader(ConsoleAdmission.CSRF_HEADER, "guessed"))
                        .statusCode());
        assertEquals(200, send(get("/console/account")).statusCode());
    }

    @Test
    void aFormOfAnotherSiteIsRefused() throws Exception {
        HttpResponse<String> disguised =
                send(post("/console;a=b/sign-in", "login=a&password=b").setHeader("Sec-Fetch-Site", "cross-site"));
        assertEquals(403, disguised.statusCode());
        assertTrue(disguised.body().contains("another site"), disguised.body());
        assertEquals(
                403,
                send(post("/console/sign-in", "login=a&password=b").setHeader("Sec-Fetch-Site", "cross-site"))
                        .statusCode());
        assertEquals(
                403,
                send(post("/console/sign-in", "login=a&password=b").setHeader("Origin", "https://example.org"))
                        .statusCode());
    }

    @Test
    void whatIsNoFormOrTooLargeIsRefusedBeforeItIsRead() throws Exception {
        assertEquals(
                415,
                send(post("/console/sign-in", "{}").setHeader("Content-Type", "multipart/form-data; boundary=x"))
                        .statusCode());
        assertEquals(
                413,
                send(post("/console/sign-in", "login=" + "a".repeat(300_000))).statusCode());
    }

    @Test
    void aTextThatCannotBeStoredIsTheSendersFault() throws Exception {
        assertEquals(
                422, send(post("/console/sign-in", "login=a%00b&password=c")).statusCode());
        for (String path :
                List.of("/console/queue?taxon=%00", "/console/queue?category=%00", "/console/allow-list?q=%00")) {
            HttpResponse<String> answer = send(get(path));
            assertEquals(422, answer.statusCode(), path);
            assertTrue(answer.body().contains("NUL"), answer.body());
        }
    }

    @Test
    void aSessionOpensNoApiAndATokenNoPage() throws Exception {
        assertEquals(401, send(get("/api/v1/review/queue")).statusCode());
        HttpRequest.Builder withToken = HttpRequest.newBuilder(uri("/console/queue"))
                .header("Authorization", "Bearer " + TestMembers.here().admin().token());
        HttpResponse<String> answer = send(withToken);
        assertEquals(303, answer.statusCode());
        assertTrue(answer.headers().firstValue("Location").orElse("").endsWith("/console/sign-in?next=/console/queue")
                || answer.headers().firstValue("Location").orElse("").contains("next=%2Fconsole%2Fqueue"));
    }

    @Test
    void aPieceOfAPageWithoutASessionSendsTheWholeBrowserToTheSignIn() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(uri("/console/queue")).header("HX-Request", "true"));
        assertEquals(204, answer.statusCode());
        assertEquals(
                "/console/sign-in", answer.headers().firstValue("HX-Redirect").orElse(""));
    }

    @Test
    void theSignInLeadsToOurPagesOnly() {
        assertEquals("/console/queue", SignInPages.within("https://example.org/"));
        assertEquals("/console/queue", SignInPages.within("//example.org/console/"));
        assertEquals("/console/queue", SignInPages.within("/console/../api"));
        assertEquals("/console/staff?a=b", SignInPages.within("/console/staff?a=b"));
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(uri(path)).header("Cookie", "alarmcall=" + admin.session());
    }

    private HttpRequest.Builder post(String path, String form) {
        return get(path).header("Content-Type", FORM).POST(BodyPublishers.ofString(form));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://localhost:" + RestAssured.port + path);
    }
}
