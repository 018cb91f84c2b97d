package org.alarmcall.console;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.alarmcall.testing.TestStaff;

/** A person that is signed in and sends what no browser would, with the token of its session. */
final class Visitor {

    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TestStaff person;
    private String csrf = "";

    Visitor(TestStaff person) {
        this.person = person;
    }

    TestStaff person() {
        return person;
    }

    /** What came back. */
    record Answer(int status, String type, boolean isOurFault, String text) {

        /** Whether it is a page that says what is wrong, and not with the server. */
        boolean isRefusal() {
            return status >= 400
                    && status < 500
                    && !isOurFault
                    && type.startsWith("text/html")
                    && text.contains("<main")
                    && !text.contains("<form method=\"post\" action=\"/console/sign-in");
        }

        String said() {
            return status + " " + type + " "
                    + text.replaceAll("(?s).*<main[^>]*>|<[^>]*>|\\s+", " ").strip();
        }
    }

    /** @param form encoded; for a GET it is not sent */
    Answer send(String method, String path, String form) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (method.equals("POST")) {
            if (csrf.isEmpty()) {
                csrf = token();
            }
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("csrf=" + csrf + (form.isEmpty() ? "" : "&" + form)));
        }
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse(""),
                answer.headers().firstValue("Error-Id").isPresent(),
                answer.body());
    }

    private String token() throws IOException, InterruptedException {
        String page = http.send(request("/console/account").build(), BodyHandlers.ofString())
                .body();
        Matcher found = CSRF.matcher(page);
        if (!found.find()) {
            throw new AssertionError("no token in " + page);
        }
        return found.group(1);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Cookie", "alarmcall=" + person.session());
    }
}
