package org.alarmcall.indicator;

import static org.alarmcall.testing.TestListings.listing;
import static org.alarmcall.testing.TestListings.md5;
import static org.alarmcall.testing.TestListings.path;
import static org.alarmcall.testing.TestListings.submit;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.alarmcall.member.Access;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sent to hurt is refused in bounded memory and time, and the next request is answered. */
@QuarkusTest
class HostileBodyTest {

    private static final int MIB = 1024 * 1024;

    private final TestMembers members = TestMembers.here();
    private String ivory = "";
    private ApiClient shop;

    @BeforeEach
    void start() {
        ivory = members.collection();
        shop = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
    }

    private ValidatableResponse send(String body) {
        return shop.request()
                .contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path(ivory))
                .then();
    }

    private static String one(String member) {
        return "{\"listings\": [{\"reference\": \"ad-1\", \"observedAt\": \"2026-11-20T09:30:00Z\", "
                + "\"labels\": {\"taxon\": {\"scientificName\": \"Loxodonta africana\"}, \"policyCategory\": \"ivory\"}, "
                + member + "}]}";
    }

    @Test
    void bodiesThatAreNoJsonAreMalformed() {
        send("").statusCode(400);
        send("null").statusCode(422);
        send("{\"listings\": [{]}").statusCode(400);
        send("{\"listings\": [" + "[".repeat(100_000)).statusCode(400);
        send("{\"listings\": [], \"listings\": []}").statusCode(400);
        send("{\"listings\": [{\"reference\": \"a\", \"reference\": \"b\"}]}").statusCode(400);
        send("{\"listings\": [{\"reference\": \"a\u0000b\"}]}").statusCode(400);
        send("{\"listings\": [{\"quality\": 1" + "0".repeat(200_000) + "}]}").statusCode(400);
        shop.request()
                .contentType("application/json")
                .body(new byte[] {'{', '"', (byte) 0xff, '"', '}'})
                .post(path(ivory))
                .then()
                .statusCode(400);
    }

    @Test
    void listingsThatCannotBeAreRejectedInTheirPlace() {
        String indicator = "\"indicators\": [{\"type\": \"image_md5\", \"value\": \"" + md5() + "\"%s}]";
        send(one("\"note\": \"a\\u0000b\", " + indicator.formatted("")))
                .statusCode(200)
                .body("results[0].problem.errors.pointer", contains("/listings/0/note"));
        send(one("\"note\": \"a\\ud800b\", " + indicator.formatted("")))
                .statusCode(200)
                .body("results[0].problem.errors.pointer", contains("/listings/0/note"));
        send(one(indicator.formatted(", \"quality\": 1E99999999")))
                .statusCode(200)
                .body("results[0].problem.status", equalTo(422))
                .body("results[0].problem.errors[0].pointer", startsWith("/listings/0/indicators/0"));
    }

    @Test
    void aGzipBombIsTooLarge() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bomb)) {
            byte[] blanks = "\n".repeat(MIB).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 1024; i++) {
                out.write(blanks);
            }
        }
        shop.request()
                .header("Content-Encoding", "gzip")
                .contentType("application/json")
                .body(bomb.toByteArray())
                .post(path(ivory))
                .then()
                .statusCode(413);
        submit(shop, ivory, listing("ad-1", md5()));
    }

    @Test
    void agzippedBodyIsRead() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write("{\"listings\": []}".getBytes(StandardCharsets.UTF_8));
        }
        shop.request()
                .header("Content-Encoding", "gzip")
                .contentType("application/json")
                .body(zipped.toByteArray())
                .post(path(ivory))
                .then()
                .statusCode(200)
                .body("received", equalTo(0));
    }

    @Test
    void aBodyOfAGibibyteIsTooLargeWhetherItSaysSoOrNot() throws Exception {
        assertTrue(statusOf("Content-Length: " + 1024L * MIB, false).startsWith("HTTP/1.1 413"));
        assertTrue(statusOf("Transfer-Encoding: chunked", true).startsWith("HTTP/1.1 413"));
        submit(shop, ivory, listing("ad-1", md5()));
    }

    /** Sends a GiB, or as much of it as the server takes; the status line that comes back. */
    private String statusOf(String lengthHeader, boolean chunked) throws IOException, InterruptedException {
        byte[] blanks = "\n".repeat(MIB).getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + path(ivory) + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + shop.token()
                            + "\r\nContent-Type: application/x-ndjson\r\n" + lengthHeader + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            Thread sender = new Thread(() -> {
                try {
                    for (int i = 0; i < 1024; i++) {
                        if (chunked) {
                            out.write((Integer.toHexString(MIB) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                        }
                        out.write(blanks);
                        if (chunked) {
                            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                        }
                    }
                } catch (IOException closedByTheServer) {
                    // that is what the server may do
                }
            });
            sender.start();
            String status = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            socket.close();
            sender.join();
            return String.valueOf(status);
        }
    }
}
