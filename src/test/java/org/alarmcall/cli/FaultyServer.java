package org.alarmcall.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.alarmcall.cli.copy.SampleFeed;
import org.jspecify.annotations.Nullable;

/**
 * A server that breaks off, is busy or lies when told to: what the real one can't be made to do. It follows the contract
 * as far as the command line uses it; that the two fit together is tested against the real one.
 */
final class FaultyServer implements AutoCloseable {

    /** What happens to one request instead of an answer. */
    enum Fault {
        NONE,
        BUSY,
        /** What a client may have in a day is used up. */
        SPENT,
        UNAUTHORIZED,
        /** The client lacks the scope. */
        FORBIDDEN,
        /** The request is done, and the connection ends without an answer. */
        DROP,
        /** The answer ends in its middle. */
        TRUNCATE
    }

    static final String CLIENT = "client-1";
    static final String SECRET = "s3cret";
    static final String COLLECTION = "ivory";

    final SampleFeed feed = new SampleFeed();
    final LookupAnswers lookups = new LookupAnswers(feed);
    /** Faults of the requests to come below /api/v1, the first first. */
    final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    /** Each submission that was done (not a replay): its key and its body. */
    final List<Map.Entry<String, String>> submissions = new CopyOnWriteArrayList<>();
    /** Paths below /api/v1 with their queries. */
    final List<String> requests = new CopyOnWriteArrayList<>();
    /** The client that holds each withdrawal which the member holds. */
    String[] held = {};
    /** When set, the next pull is told that the feed is another one. */
    boolean rewound;
    /** When set, entries are changed on the way. */
    boolean lies;

    /** Of the client, as JSON strings. */
    String scopes = "\"feed:read\"";
    /** What the client's member reports and leaves the feed soon. */
    String expiring = "{\"items\":[],\"next\":null}";

    int tokens;
    private final Map<String, String> answers = new HashMap<>();
    private final HttpServer http;

    FaultyServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newSingleThreadExecutor());
        http.createContext("/", this::handle);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/oauth2/token")) {
                token(exchange);
                return;
            }
            requests.add(exchange.getRequestURI().toString().substring("/api/v1".length()));
            @Nullable Fault planned = faults.poll();
            Fault fault = planned == null ? Fault.NONE : planned;
            if (fault == Fault.BUSY || fault == Fault.SPENT) {
                exchange.getResponseHeaders().set("Retry-After", fault == Fault.BUSY ? "0" : "40000");
                answer(exchange, 429, problem("too-many-requests"), fault);
            } else if (fault == Fault.UNAUTHORIZED) {
                answer(exchange, 401, problem("unauthenticated"), fault);
            } else if (fault == Fault.FORBIDDEN) {
                answer(exchange, 403, problem("insufficient-scope"), fault);
            } else if (path.contains("/collections/") && !path.contains("/collections/" + COLLECTION + "/")) {
                answer(exchange, 404, problem("not-found"), fault);
            } else if (path.endsWith("/submissions")) {
                answer(exchange, 200, submit(exchange), fault);
            } else if (path.endsWith("/feed")) {
                pull(exchange, fault);
            } else if (path.endsWith("/withdrawals")) {
                answer(exchange, 200, withdrawals(exchange.getRequestURI().getQuery()), fault);
            } else if (path.endsWith("/snapshot")) {
                answer(exchange, 200, snapshot(), fault);
            } else if (path.endsWith("/manifest")) {
                answer(exchange, 200, manifest(), fault);
            } else if (path.endsWith("/expiring")) {
                answer(exchange, 200, expiring, fault);
            } else if (path.endsWith("/me")) {
                answer(
                        exchange,
                        200,
                        "{\"member\":\"bazaar\",\"clientId\":\"client-1\",\"scopes\":[" + scopes + "]}",
                        fault);
            } else if (path.endsWith("/collections")) {
                answer(
                        exchange,
                        200,
                        "{\"items\":[{\"slug\":\"ivory\",\"title\":\"Ivory\",\"access\":\"read\",\"tlp\":\"AMBER\",\"head\":"
                                + feed.head() + "}],\"next\":null}",
                        fault);
            } else if (path.endsWith("/account-keys")) {
                answer(exchange, 200, LookupAnswers.KEYS, fault);
            } else if (path.endsWith("/lookup")) {
                answer(exchange, 200, lookups.post(exchange.getRequestBody().readAllBytes()), fault);
            } else if (path.contains("/lookup/")) {
                answer(exchange, 200, lookups.range(path), fault);
            } else if (path.endsWith("/signing-keys/rotate")) {
                answer(exchange, 403, problem("insufficient-scope"), fault);
            } else {
                answer(exchange, 404, problem("not-found"), fault);
            }
        }
    }

    private String withdrawals(String query) {
        boolean second = query.contains("cursor=");
        String items = Stream.of(held)
                .filter(client -> query.contains("state=held") && !second)
                .map(client -> "{\"receipt\":{\"state\":\"held\",\"waitingFor\":[\"" + client + "\"]}}")
                .collect(Collectors.joining(","));
        return "{\"items\":[" + items + "],\"next\":" + (second ? "null" : "\"c/1\"") + "}";
    }

    private void token(HttpExchange exchange) throws IOException {
        String expected = Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        boolean known =
                ("Basic " + expected).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        tokens += known ? 1 : 0;
        String body = known
                ? "{\"access_token\":\"t" + tokens
                        + "\",\"token_type\":\"Bearer\",\"expires_in\":900,\"scope\":\"feed:read\"}"
                : "{\"error\":\"invalid_client\"}";
        answer(exchange, known ? 200 : 401, body, Fault.NONE);
    }

    private String submit(HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        String body =
                new String(new GZIPInputStream(new ByteArrayInputStream(sent)).readAllBytes(), StandardCharsets.UTF_8);
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        @Nullable String before = answers.get(key);
        if (before != null) {
            return before;
        }
        submissions.add(Map.entry(key, body));
        String answer = result(body);
        answers.put(key, answer);
        return answer;
    }

    /** A line that says "bad" is rejected; one that says "weak" has a second indicator that is. */
    private static String result(String body) {
        ObjectNode answer = Json.object().put("submissionId", "1");
        ArrayNode results = answer.putArray("results");
        int line = 0;
        int created = 0;
        int rejected = 0;
        for (String text : body.split("\n", -1)) {
            line++;
            if (text.isEmpty() || text.startsWith("reference,")) {
                continue;
            }
            ObjectNode listing = results.addObject().put("line", line).put("reference", "r" + text.length());
            if (text.contains("bad")) {
                rejected++;
                listing.put("status", "rejected").putArray("indicators");
                listing.putObject("problem")
                        .put("title", "Some values are not valid")
                        .putArray("errors")
                        .addObject()
                        .put("pointer", "/labels/term")
                        .put("line", line)
                        .put("detail", "is no trade term");
                continue;
            }
            created++;
            ArrayNode indicators = listing.put("status", "accepted").putArray("indicators");
            indicators.addObject().put("status", "created").putNull("problem");
            if (text.contains("weak")) {
                rejected++;
                indicators
                        .addObject()
                        .put("status", "rejected")
                        .putObject("problem")
                        .put("detail", "The quality is below 50");
            }
        }
        answer.putObject("summary")
                .put("created", created)
                .put("corroborated", 0)
                .put("duplicate", 0)
                .put("rejected", rejected);
        return Json.line(answer);
    }

    private void pull(HttpExchange exchange, Fault fault) throws IOException {
        Map<String, String> query = new HashMap<>();
        for (String pair : exchange.getRequestURI().getQuery().split("&", -1)) {
            query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        int after = Integer.parseInt(query.getOrDefault("after", "0"));
        if (rewound || after > feed.head() || !feed.chain(after).equals(query.get("chain"))) {
            rewound = false;
            answer(exchange, 409, problem("feed-rewound"), fault);
            return;
        }
        int next = Math.min(feed.head(), after + Integer.parseInt(query.getOrDefault("limit", "1000")));
        StringBuilder entries = new StringBuilder();
        for (int position = after + 1; position <= next; position++) {
            String entry = feed.entry(position);
            entries.append(lies ? entry.replace("IVC", "IVP") : entry).append('\n');
        }
        exchange.getResponseHeaders().set("Feed-Next", "" + next);
        exchange.getResponseHeaders().set("Feed-Head", "" + feed.head());
        exchange.getResponseHeaders().set("Feed-Chain", feed.chain(next));
        answer(exchange, 200, entries.toString(), fault);
    }

    private String snapshot() {
        String first = Json.line(Json.object()
                .put("position", feed.head())
                .put("chain", feed.chain(feed.head()))
                .put("count", feed.live().size())
                .put("digest", feed.digest()));
        return Stream.concat(Stream.of(first), feed.live().stream().map(SampleFeed.Item::entry))
                .reduce("", (lines, line) -> lines + line + "\n");
    }

    private String manifest() {
        ObjectNode manifest = Json.object().put("position", feed.head()).put("chain", feed.chain(feed.head()));
        ArrayNode items = manifest.putArray("items");
        feed.totals()
                .forEach((type, total) -> items.addObject()
                        .put("type", type)
                        .put("count", total.count())
                        .put("digest", total.digest()));
        return Json.line(manifest);
    }

    private static String problem(String slug) {
        return Json.line(
                Json.object().put("type", "urn:alarmcall:problem:" + slug).put("title", "No: " + slug));
    }

    private static void answer(HttpExchange exchange, int status, String text, Fault fault) throws IOException {
        if (fault == Fault.DROP) {
            exchange.close();
            return;
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        OutputStream out = exchange.getResponseBody();
        out.write(body, 0, fault == Fault.TRUNCATE ? body.length / 2 : body.length);
        out.flush();
        // Closed with bytes missing, the exchange ends its connection.
        exchange.close();
    }
}
