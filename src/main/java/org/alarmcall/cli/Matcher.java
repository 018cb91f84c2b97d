package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.alarmcall.cli.hashing.Hash;
import org.alarmcall.cli.hashing.Hashed;
import org.jspecify.annotations.Nullable;

/**
 * Looks up what was hashed, as many at once as one request takes, and prints what was found in the order of the items.
 * Where that fails, the items are kept, and {@link #flush} tries them again.
 */
final class Matcher {

    private final Finder finder;
    private final @Nullable Integer maxDistance;
    private final MatchPrinter printer;
    private final boolean printMisses;
    private final List<Asked> waiting = new ArrayList<>();
    private int queries;
    private long missed;

    /** An item and what is asked for it. */
    private record Asked(Hashed item, List<Query> queries) {}

    private record Hit(Hash hash, Finder.Match match) {}

    Matcher(Finder finder, @Nullable Integer maxDistance, MatchPrinter printer, boolean printMisses) {
        this.finder = finder;
        this.maxDistance = maxDistance;
        this.printer = printer;
        this.printMisses = printMisses;
    }

    /** Items that were not found, could not be hashed, or say nothing. */
    long missed() {
        return missed;
    }

    void add(Hashed item) {
        String problem = item.problem();
        if (problem != null) {
            flush(); // so that everything is printed in order
            printer.problem(item, problem);
            missed++;
            return;
        }
        List<Query> own = item.hashes().stream()
                .filter(hash -> hash.weakness() == null)
                .map(hash -> Query.of(hash, maxDistance))
                .toList();
        if (queries + own.size() > Finder.MOST_QUERIES) {
            flush();
        }
        item.hashes().stream()
                .map(Hash::weakness)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(weakness -> printer.note(item, "not looked up by all it has: " + weakness));
        if (!own.isEmpty()) {
            waiting.add(new Asked(item, own));
            queries += own.size();
        } else if (!item.hashes().isEmpty()) {
            missed++;
        }
    }

    void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        List<Finder.Found> found = finder.find(
                waiting.stream().flatMap(asked -> asked.queries().stream()).toList());
        int at = 0;
        for (Asked asked : waiting) {
            int next = at + asked.queries().size();
            print(asked, found.subList(at, next));
            at = next;
        }
        waiting.clear();
        queries = 0;
        printer.flush();
    }

    private void print(Asked asked, List<Finder.Found> found) {
        // One indicator may be near in several ways up: the nearest counts.
        Map<String, Hit> hits = new LinkedHashMap<>();
        boolean hasMore = false;
        for (int i = 0; i < found.size(); i++) {
            hasMore |= found.get(i).hasMore();
            for (Finder.Match match : found.get(i).matches()) {
                hits.merge(
                        identity(match.indicator()),
                        new Hit(asked.queries().get(i).hash(), match),
                        (one, other) -> other.match().distance() < one.match().distance() ? other : one);
            }
        }
        hits.values().forEach(hit -> printer.match(asked.item(), hit.hash(), hit.match()));
        if (hasMore) {
            printer.note(asked.item(), "there are more matches, further away");
        }
        if (hits.isEmpty()) {
            missed++;
            if (printMisses) {
                printer.noMatch(asked.item());
            }
        }
    }

    private static String identity(JsonNode indicator) {
        return indicator.path("type").asText() + '\n' + indicator.path("value").asText();
    }
}
