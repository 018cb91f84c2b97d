package org.alarmcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.alarmcall.member.Caller;
import org.alarmcall.member.StaffRole;
import org.alarmcall.staff.OwnAccount;
import org.alarmcall.staff.SecondFactor;
import org.alarmcall.staff.StaffSession;
import org.alarmcall.staff.StaffSessions;
import org.alarmcall.testing.TestStaff;
import org.junit.jupiter.api.Test;

/** What no page of ours sends, or not any more. */
@QuarkusTest
class FactorPagesTest {

    private static final Caller SYSTEM = Caller.system("test");
    private static final int FREE_FOR_ONE_BROWSER = 5;

    @Inject
    OwnAccount own;

    @Inject
    StaffSessions sessions;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TestStaff somebody = TestStaff.with(StaffRole.REVIEWER);

    @Test
    void nothingChangesWithoutTheTokenOfTheSession() throws Exception {
        SecondFactor app = app(somebody);
        for (String path : changes(app.id())) {
            assertEquals(403, post(path, "name=Other&csrf=guessed").statusCode(), path);
            assertEquals(403, post(path, "name=Other").statusCode(), path);
        }
        assertEquals(403, post("/console/account/confirm", "password=a").statusCode());
        assertEquals(app, app(somebody));
    }

    @Test
    void whoHasNotConfirmedJustNowIsSentToDoSo() throws Exception {
        somebody.growOld();
        SecondFactor app = app(somebody);
        for (String path : changes(app.id())) {
            HttpResponse<String> answer = post(path, "name=Other&" + csrf());
            assertEquals(303, answer.statusCode(), path);
            assertTrue(
                    answer.headers().firstValue("Location").orElse("").contains("/console/account/confirm?next="),
                    path + answer.headers().map());
        }
        assertEquals(303, get("/console/account/factors/app").statusCode());
        assertEquals(app, app(somebody));
        String page = get("/console/account").body();
        assertTrue(page.contains("/console/account/confirm"));
        assertFalse(page.contains("/console/account/factors"), "no form that would be refused");
    }

    @Test
    void anIdThatIsSomebodyElsesOrNoneIsNotFound() throws Exception {
        UUID theirs = app(TestStaff.with(StaffRole.ADMIN)).id();
        for (String id : List.of(theirs.toString(), UUID.randomUUID().toString(), "1", "%00", "a".repeat(300))) {
            for (String change : List.of("name", "remove")) {
                HttpResponse<String> answer =
                        post("/console/account/factors/" + id + '/' + change, "name=Mine&" + csrf());
                assertEquals(404, answer.statusCode(), id + ' ' + change);
            }
        }
    }

    @Test
    void theLastOneStaysAndANameIsCheckedHere() throws Exception {
        String path = "/console/account/factors/" + app(somebody).id();
        assertEquals(409, post(path + "/remove", csrf()).statusCode());
        assertEquals(422, post(path + "/name", "name=+&" + csrf()).statusCode());
        assertEquals(
                422,
                post("/console/account/factors/passkeys", "name=Phone&credential=%7B%7D&" + csrf())
                        .statusCode());
        assertEquals(
                422,
                post("/console/account/factors/app", "key=not+base+32&code=1&" + csrf())
                        .statusCode());
        assertEquals(
                422,
                post("/console/account/password", "password=short&" + csrf()).statusCode());
        assertEquals(303, post(path + "/name", "name=%3Cb%3EPhone&" + csrf()).statusCode());
        assertTrue(get("/console/account").body().contains("&lt;b&gt;Phone"));
    }

    @Test
    void confirmingIsThrottledAndLeadsToOurPagesOnly() throws Exception {
        String right = "password=" + part(somebody.password()) + "&code=" + somebody.code() + "&next="
                + part("https://example.org/") + '&' + csrf();
        HttpResponse<String> confirmed = post("/console/account/confirm", right);
        assertEquals(303, confirmed.statusCode());
        assertTrue(confirmed.headers().firstValue("Location").orElse("").endsWith("/console/queue"));
        assertTrue(confirmed.headers().firstValue("Set-Cookie").orElse("").contains("HttpOnly"));
        assertEquals(303, get("/console/account").statusCode(), "the token before opens nothing");

        TestStaff another = TestStaff.with(StaffRole.REVIEWER);
        String csrf = csrf(another);
        for (int guess = 0; guess < FREE_FOR_ONE_BROWSER; guess++) {
            assertEquals(
                    422,
                    confirm(another, "password=guess+" + guess + "&code=123456&" + csrf)
                            .statusCode());
        }
        HttpResponse<String> wait = confirm(another, "password=guess&code=123456&" + csrf);
        assertEquals(429, wait.statusCode());
        assertTrue(wait.headers().firstValue("Retry-After").isPresent());
    }

    private static List<String> changes(UUID factor) {
        return List.of(
                "/console/account/factors/passkeys",
                "/console/account/factors/app",
                "/console/account/factors/" + factor + "/name",
                "/console/account/factors/" + factor + "/remove",
                "/console/account/recovery-codes",
                "/console/account/password");
    }

    private SecondFactor app(TestStaff staff) {
        StaffSession session = sessions.find(SYSTEM, staff.session(), true).orElseThrow();
        return own.factors(SYSTEM, session).get(0);
    }

    private String csrf() {
        return csrf(somebody);
    }

    private String csrf(TestStaff staff) {
        return "csrf="
                + sessions.find(SYSTEM, staff.session(), true).orElseThrow().csrf();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(somebody, path));
    }

    private HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
        return send(form(request(somebody, path), form));
    }

    private HttpResponse<String> confirm(TestStaff staff, String form) throws IOException, InterruptedException {
        return send(form(request(staff, "/console/account/confirm"), form));
    }

    private static HttpRequest.Builder form(HttpRequest.Builder request, String form) {
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    private static HttpRequest.Builder request(TestStaff staff, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Cookie", "alarmcall=" + staff.session());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String part(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
