package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.alarmcall.cli.copy.SampleFeed;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;

/** Lookups in a sample feed, each value compared with each. */
final class LookupAnswers {

    /** Two keys of 32 bytes, the second from before. */
    static final String KEYS = "{\"items\":["
            + "{\"version\":2,\"key\":\"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\",\"current\":true},"
            + "{\"version\":1,\"key\":\"YWJjZGVmZ2hpamtsbW5vcGFiY2RlZmdoaWprbG1ub3A=\",\"current\":false}],"
            + "\"next\":null}";

    /** How many queries each request had. */
    final List<Integer> sizes = new CopyOnWriteArrayList<>();

    private final SampleFeed feed;

    LookupAnswers(SampleFeed feed) {
        this.feed = feed;
    }

    private record Match(SampleFeed.Item item, int distance) {}

    String post(byte[] body) throws IOException {
        ObjectNode answer = Json.object();
        ArrayNode results = answer.putArray("results");
        JsonNode queries = Json.read(body).path("queries");
        sizes.add(queries.size());
        for (JsonNode query : queries) {
            ArrayNode matches = results.addObject().putArray("matches");
            for (Match match : matches(query)) {
                ObjectNode json = matches.addObject().put("distance", match.distance());
                json.set("indicator", Json.read(match.item().object().getBytes(StandardCharsets.UTF_8)));
            }
        }
        return Json.line(answer);
    }

    private List<Match> matches(JsonNode query) {
        FingerprintType type =
                Objects.requireNonNull(FingerprintType.ofWire(query.path("type").asText()));
        Fingerprint value = Fingerprint.parse(type, query.path("value").asText());
        int most = query.path("maxDistance").asInt(0);
        return feed.live().stream()
                .filter(item -> item.type().equals(type.wire()))
                .map(item -> new Match(item, value.bitsFrom(Fingerprint.parse(type, item.value()))))
                .filter(match -> match.distance() <= most)
                .sorted(Comparator.comparingInt(Match::distance))
                .toList();
    }

    /** With a decoy that begins with the right suffix of nothing. */
    String range(String path) {
        String[] parts = path.split("/", -1);
        String type = parts[parts.length - 2];
        String prefix = parts[parts.length - 1];
        return feed.live().stream()
                        .filter(item -> item.type().equals(type) && item.value().startsWith(prefix))
                        .map(item -> item.value().substring(prefix.length()) + ":reviewed\n")
                        .collect(Collectors.joining())
                + "0".repeat(27) + ":decoy------\n";
    }
}
