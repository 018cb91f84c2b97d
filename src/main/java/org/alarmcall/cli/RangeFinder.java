package org.alarmcall.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server for everything with the same first 20 bits and looks for the value here: the server learns the prefix
 * and not the value, and whoever watches the line not even how much there is. Ranges of several types of one file add
 * up: {@link Against#choose} leaves one.
 */
final class RangeFinder implements Finder {

    private static final int PREFIX_DIGITS = 5;
    private static final String DECOY = "decoy";

    private final Server server;
    private final String path;

    RangeFinder(Server server, String collection) {
        this.server = server;
        this.path = "/collections/" + Call.encode(collection) + "/lookup/";
    }

    @Override
    public Set<FingerprintType> types() {
        return EnumSet.allOf(FingerprintType.class).stream()
                .filter(type -> !Query.isNear(type))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(FingerprintType.class)));
    }

    @Override
    public List<Found> find(List<Query> queries) {
        Map<String, Map<String, String>> ranges = new HashMap<>();
        List<Found> found = new ArrayList<>();
        for (Query query : queries) {
            Fingerprint value = query.hash().fingerprint();
            String range = value.type().wire() + "/" + value.canonical().substring(0, PREFIX_DIGITS);
            @Nullable
            String tier = ranges.computeIfAbsent(range, this::fetch)
                    .get(value.canonical().substring(PREFIX_DIGITS));
            found.add(new Found(tier == null ? List.of() : List.of(match(value, tier)), false));
        }
        return found;
    }

    private static Match match(Fingerprint value, String tier) {
        return new Match(
                Json.object()
                        .put("type", value.type().wire())
                        .put("value", value.canonical())
                        .put("tier", tier),
                0);
    }

    /** The tiers by suffix. */
    private Map<String, String> fetch(String range) {
        Call call =
                Call.get(path + range, "text/plain, application/problem+json").with("Add-Padding", "true");
        return server.call(call, (headers, body) -> read(body));
    }

    private static Map<String, String> read(InputStream body) throws IOException {
        Map<String, String> tiers = new HashMap<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IOException("The server sent a line that is no suffix:tier");
            }
            if (!line.startsWith(DECOY, colon + 1)) {
                tiers.put(line.substring(0, colon), line.substring(colon + 1));
            }
        }
        return tiers;
    }

    @Override
    public void close() {
        // holds nothing open
    }
}
