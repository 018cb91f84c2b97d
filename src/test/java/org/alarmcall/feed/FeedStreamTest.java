package org.alarmcall.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.alarmcall.testing.ListingBody;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FeedStreamTest {

    private FeedPlay play;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void play() {
        play = new FeedPlay();
    }

    @Test
    void entriesArriveAsTheyArePublishedAndAResumeLosesNone() throws Exception {
        play.submit(play.trusted, "ad-1", ListingBody.md5());
        play.awaitHead(1);
        List<String> ids = new ArrayList<>();
        try (BufferedReader stream = open("0")) {
            readUntilPosition(stream, ids);
            play.submit(play.trusted, "ad-2", ListingBody.md5());
            readIds(stream, ids, 2);
        }
        play.submit(play.trusted, "ad-3", ListingBody.md5());
        try (BufferedReader stream = open("2")) {
            readIds(stream, ids, 3);
        }
        assertEquals(List.of("1", "2", "3"), ids);
    }

    @Test
    void aStreamEndsWhenTheMemberIsSuspended() throws Exception {
        try (BufferedReader stream = open("0")) {
            readUntilPosition(stream, new ArrayList<>());
            play.members.suspend(play.standard.member());
            CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(() -> readToEnd(stream));
            assertTrue(ended.get(Duration.ofSeconds(10).toSeconds(), TimeUnit.SECONDS));
        }
    }

    @Test
    void aStreamEndsWhenTheMemberMayNotReadTheCollectionAnyMore() throws Exception {
        try (BufferedReader stream = open("0")) {
            readUntilPosition(stream, new ArrayList<>());
            play.members.withdrawGrant(play.collection, play.standard.member());
            CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(() -> readToEnd(stream));
            assertTrue(ended.get(Duration.ofSeconds(10).toSeconds(), TimeUnit.SECONDS));
        }
    }

    private BufferedReader open(String lastEventId) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + play.path("/feed")))
                .header("Authorization", "Bearer " + play.standard.token())
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", lastEventId)
                .build();
        var response = http.send(request, BodyHandlers.ofInputStream());
        assertEquals(200, response.statusCode());
        InputStream body = response.body();
        return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    private static void readUntilPosition(BufferedReader stream, List<String> ids) throws IOException {
        for (String line = stream.readLine(); line != null; line = stream.readLine()) {
            note(line, ids);
            if (line.equals("event:position")) {
                return;
            }
        }
        throw new AssertionError("the stream ended");
    }

    private static void readIds(BufferedReader stream, List<String> ids, int count) throws IOException {
        while (ids.size() < count) {
            String line = stream.readLine();
            if (line == null) {
                throw new AssertionError("the stream ended after " + ids);
            }
            note(line, ids);
        }
    }

    private static void note(String line, List<String> ids) {
        if (line.startsWith("id:")) {
            ids.add(line.substring(3));
        }
    }

    private static boolean readToEnd(BufferedReader stream) {
        try {
            String line = stream.readLine();
            while (line != null) {
                line = stream.readLine();
            }
            return true;
        } catch (IOException e) {
            return true;
        }
    }
}
