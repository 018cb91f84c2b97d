package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.alarmcall.fingerprint.FingerprintType;

/** Asks the server, which sees the values. */
final class ServerFinder implements Finder {

    private final Server server;
    private final String path;

    ServerFinder(Server server, String collection) {
        this.server = server;
        this.path = "/collections/" + Call.encode(collection) + "/lookup";
    }

    @Override
    public Set<FingerprintType> types() {
        return EnumSet.allOf(FingerprintType.class);
    }

    @Override
    public List<Found> find(List<Query> queries) {
        ObjectNode body = Json.object();
        ArrayNode array = body.putArray("queries");
        for (Query query : queries) {
            ObjectNode one = array.addObject()
                    .put("type", query.hash().fingerprint().type().wire())
                    .put("value", query.hash().fingerprint().canonical());
            if (Query.isNear(query.hash().fingerprint().type())) {
                one.put("maxDistance", query.maxDistance());
            }
        }
        byte[] json = Json.line(body).getBytes(StandardCharsets.UTF_8);
        JsonNode results = server.json(Call.post(path, "application/json", json).canBeRepeated())
                .path("results");
        if (results.size() != queries.size()) {
            throw Failure.server("The server answered " + results.size() + " of " + queries.size() + " queries.");
        }
        List<Found> found = new ArrayList<>();
        for (JsonNode result : results) {
            List<Match> matches = new ArrayList<>();
            for (JsonNode match : result.path("matches")) {
                matches.add(new Match(
                        match.path("indicator"), match.path("distance").asInt()));
            }
            found.add(new Found(matches, result.path("truncated").asBoolean()));
        }
        return found;
    }

    @Override
    public void close() {
        // holds nothing open
    }
}
