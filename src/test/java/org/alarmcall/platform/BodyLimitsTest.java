package org.alarmcall.platform;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
class BodyLimitsTest {

    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");

    @Test
    @Timeout(120)
    void anOrdinaryBodyEndsAtOneMebibyte() throws Exception {
        given().contentType("application/json")
                .body(" ".repeat(BodyLimit.ORDINARY - 12) + "{\"items\":[]}")
                .post("/test/echo/order")
                .then()
                .statusCode(200);
        String answer = announce("/test/echo/order", "application/json", BodyLimit.ORDINARY + 1);
        assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
        assertTrue(answer.contains(ProblemView.MEDIA_TYPE), answer);
    }

    @Test
    void aLongerBodyIsReadWhereItIsOffered() {
        given().contentType("application/x-ndjson")
                .body(new byte[(int) EchoResource.LARGE])
                .post("/test/echo/stream")
                .then()
                .statusCode(200)
                .body("bytes", is((int) EchoResource.LARGE));
    }

    @Test
    void gzipIsReadOnlyWhereItIsOffered() throws Exception {
        given().contentType("application/json")
                .header("Content-Encoding", "gzip")
                .body(gzip(100))
                .post("/test/echo/order")
                .then()
                .statusCode(415)
                .header("Accept-Encoding", "identity");
        given().contentType("application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .body(gzip(2_000_000))
                .post("/test/echo/stream")
                .then()
                .statusCode(200)
                .body("bytes", is(2_000_000));
        given().contentType("application/x-ndjson")
                .header("Content-Encoding", "br")
                .body(new byte[3])
                .post("/test/echo/stream")
                .then()
                .statusCode(415);
    }

    @Test
    void aGzipBombEndsAtTheLimit() throws Exception {
        given().contentType("application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .body(gzip(300_000_000))
                .post("/test/echo/stream")
                .then()
                .statusCode(413);
    }

    @Test
    void whatIsNoGzipIsMalformed() throws Exception {
        byte[] whole = gzip(100_000);
        for (byte[] body : new byte[][] {{1, 2, 3}, {}, java.util.Arrays.copyOf(whole, whole.length - 20)}) {
            given().contentType("application/x-ndjson")
                    .header("Content-Encoding", "gzip")
                    .body(body)
                    .post("/test/echo/stream")
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    @Timeout(120)
    void aBodyWithoutEndIsBrokenOff() throws Exception {
        for (String path : new String[] {"/test/echo/order", "/test/echo/stream", "/no/such"}) {
            String answer = sendEndless(path, path.endsWith("stream") ? "application/x-ndjson" : "application/json");
            assertTrue(answer.startsWith(path.equals("/no/such") ? "HTTP/1.1 404" : "HTTP/1.1 413"), answer);
        }
    }

    @Test
    @Timeout(120)
    void anAnnouncedGibibyteIsRefusedBeforeItIsSent() throws Exception {
        String answer = announce("/test/echo/stream", "application/x-ndjson", 1 << 30);
        assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
        assertTrue(answer.toLowerCase(Locale.ROOT).contains("connection: close"), answer);
    }

    /** Says how long a body will be, and sends none; returns what the server answered until it closed the connection. */
    private static String announce(String path, String mediaType, int length) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Type: " + mediaType
                                    + "\r\nContent-Length: " + length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    @Timeout(120)
    void requestsWithoutABodyKeepTheirConnection() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            for (String path : new String[] {"/no/such", "/q/health/live", "/.well-known/jwks.json"}) {
                socket.getOutputStream()
                        .write(("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                String head = answer(socket.getInputStream()).toLowerCase(Locale.ROOT);
                assertTrue(head.startsWith("http/1.1 "), path + ": " + head);
                assertTrue(!head.contains("connection: close"), path + ": " + head);
            }
            socket.setSoTimeout(200);
            assertThrows(
                    SocketTimeoutException.class,
                    () -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()),
                    "the connection is open");
        }
    }

    /** One answer, head and body, in however many pieces it comes. */
    private static String answer(InputStream in) throws IOException {
        String head = until("\r\n\r\n", in);
        Matcher length = CONTENT_LENGTH.matcher(head);
        return head
                + (length.find()
                        ? new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8)
                        : until("0\r\n\r\n", in));
    }

    private static String until(String end, InputStream in) throws IOException {
        StringBuilder read = new StringBuilder();
        while (!read.toString().endsWith(end)) {
            int next = in.read();
            assertTrue(next >= 0, "the connection ended after " + read);
            read.append((char) next);
        }
        return read.toString();
    }

    /** Sends chunks until the server has closed the connection; returns what it said. */
    private String sendEndless(String path, String mediaType) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Type: " + mediaType
                            + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            Thread reader = new Thread(() -> read(socket, answer));
            reader.start();
            try {
                while (reader.isAlive()) {
                    out.write(chunk);
                }
            } catch (IOException e) {
                reader.join(); // closed by the server, as it should
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private static void read(Socket socket, OutputStream into) {
        try {
            InputStream in = socket.getInputStream();
            in.transferTo(into);
        } catch (IOException e) {
            // reset by the server
        }
    }

    private static byte[] gzip(int zeroes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            byte[] block = new byte[100_000];
            for (int left = zeroes; left > 0; left -= block.length) {
                gzip.write(block, 0, Math.min(left, block.length));
            }
        }
        return bytes.toByteArray();
    }
}
