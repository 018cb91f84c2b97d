package org.alarmcall.indicator;

import static org.alarmcall.testing.TestListings.listing;
import static org.alarmcall.testing.TestListings.md5;
import static org.alarmcall.testing.TestListings.ndjson;
import static org.alarmcall.testing.TestListings.path;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.alarmcall.member.Access;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SlowUploadTest {

    /** More than all buffers on the way keep back, of the system too. */
    private static final int BUFFERED = 32 * 1024 * 1024;

    private final TestMembers members = TestMembers.here();

    @Test
    void aMemberThatIsSuspendedWhileItsBodyArrivesStoresNothing() throws Exception {
        String ivory = members.collection();
        ApiClient shop = members.member(Trust.TRUSTED, ivory, Access.READ_WRITE);
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        PipedInputStream body = new PipedInputStream(BUFFERED / 16);
        try (PipedOutputStream out = new PipedOutputStream(body)) {
            CompletableFuture<HttpResponse<String>> answer = http.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path(ivory)))
                            .header("Authorization", "Bearer " + shop.token())
                            .header("Content-Type", "application/x-ndjson")
                            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            out.write(ndjson(Stream.of(listing("ad-1", md5()))).getBytes(StandardCharsets.UTF_8));
            out.write("\n".repeat(BUFFERED).getBytes(StandardCharsets.UTF_8));
            out.flush(); // so the server reads: it has let the member in
            members.suspend(shop.member());
            out.write(ndjson(Stream.of(listing("ad-2", md5()))).getBytes(StandardCharsets.UTF_8));
            out.close();
            HttpResponse<String> response = answer.get(60, TimeUnit.SECONDS);
            assertEquals(401, response.statusCode());
            assertTrue(response.body().contains("Nothing is stored"), response.body());
        }
        members.staff()
                .request()
                .get("/api/v1/review/queue?collection=" + ivory)
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }
}
