package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.alarmcall.cli.copy.Batch;
import org.alarmcall.cli.copy.BrokenFeedException;
import org.alarmcall.cli.copy.Filter;
import org.alarmcall.cli.copy.Lines;
import org.alarmcall.cli.copy.LocalCopy;
import org.alarmcall.cli.copy.Snapshot;
import org.alarmcall.cli.copy.Totals;

/** Brings a local copy to where the server's feed is, and proves that it is the same. */
final class Follower {

    private static final int PAGE_ENTRIES = 10_000;
    private static final int MOST_LINE_BYTES = 1 << 20;
    private static final int VERIFY_TRIES = 5;
    private static final Duration SLOWEST_FIRST_BYTE = Duration.ofSeconds(60);
    private static final long NEVER = Long.MAX_VALUE;

    private final Server server;
    private final LocalCopy copy;
    private final Shell shell;
    private boolean resynced;

    Follower(Server server, LocalCopy copy, Shell shell) {
        this.server = server;
        this.copy = copy;
        this.shell = shell;
    }

    /**
     * One step along the feed.
     *
     * @param head the feed's last position at that time
     * @param entries how many entries came
     * @param totals at the position that was watched, when it was reached
     */
    record Step(long head, int entries, Optional<Map<String, Totals.Total>> totals) {

        private static Step snapshot(long position, int entries) {
            return new Step(position, entries, Optional.empty());
        }
    }

    /** Until the copy is at the feed's head. A new copy begins with a snapshot. */
    void catchUp() {
        if (copy.isEmpty()) {
            snapshot();
        }
        while (copy.position() < step(0).head()) {
            shell.say("At position " + copy.position() + ".");
        }
    }

    /** Tells the server where the copy is, for the receipts of withdrawals; every {@link #step} does, before it asks. */
    void sayHeld() {
        server.json(Call.get(
                path("feed") + "?after=" + copy.position() + "&chain=" + copy.chain() + "&limit=1" + filterQuery(),
                "application/json"));
    }

    /** Asks once, and waits up to so many seconds for something new. */
    Step step(int waitSeconds) {
        return step(waitSeconds, NEVER);
    }

    private Step step(int waitSeconds, long watched) {
        String query = "?after=" + copy.position() + "&chain=" + copy.chain() + "&limit=" + PAGE_ENTRIES + "&wait="
                + waitSeconds + filterQuery();
        Call call = Call.get(path("feed") + query, "application/x-ndjson")
                .within(SLOWEST_FIRST_BYTE.plusSeconds(waitSeconds));
        try {
            Step step = server.call(call, (headers, body) -> apply(headers, body, watched));
            resynced = false;
            return step;
        } catch (Refusal refusal) {
            if (refusal.status() != 409) {
                throw refusal;
            }
            return resync(refusal.sentence());
        } catch (BrokenFeedException e) {
            return resync(String.valueOf(e.getMessage()));
        }
    }

    /** Twice in a row would go on for ever: then the server's feed and its snapshot do not fit together. */
    private Step resync(String reason) {
        if (resynced) {
            throw Failure.server(reason + " A snapshot did not help: the feed can't be followed.");
        }
        shell.say(reason + " Starting again from a snapshot.");
        int entries = snapshot();
        resynced = true;
        return Step.snapshot(copy.position(), entries);
    }

    private Step apply(HttpHeaders headers, InputStream body, long watched) throws IOException {
        long next = number(headers, "Feed-Next");
        long head = number(headers, "Feed-Head");
        String chain = headers.firstValue("Feed-Chain").orElse("");
        Batch batch = copy.batch();
        try {
            Lines lines = new Lines(body, MOST_LINE_BYTES);
            while (lines.next()) {
                if (lines.length() > 0) {
                    batch.add(lines.buffer(), lines.start(), lines.length());
                }
            }
            int entries = batch.size();
            return new Step(head, entries, batch.commit(next, chain, watched));
        } catch (IOException | RuntimeException e) {
            batch.abandon();
            throw e;
        }
    }

    /** Returns how many entries it has. */
    private int snapshot() {
        try {
            return server.call(
                    Call.get(path("snapshot") + "?" + filterQuery().substring(1), "application/x-ndjson"),
                    (headers, body) -> replace(body));
        } catch (BrokenFeedException e) {
            throw Failure.server(String.valueOf(e.getMessage()));
        }
    }

    private int replace(InputStream body) throws IOException {
        Lines lines = new Lines(body, MOST_LINE_BYTES);
        if (!lines.next()) {
            throw new IOException("The snapshot is empty");
        }
        JsonNode first =
                Json.read(java.util.Arrays.copyOfRange(lines.buffer(), lines.start(), lines.start() + lines.length()));
        Progress progress = new Progress(shell, "Snapshot", first.path("count").asLong(), "entries");
        int entries = 0;
        try (Snapshot snapshot = copy.snapshot()) {
            while (lines.next()) {
                if (lines.length() > 0) {
                    snapshot.add(lines.buffer(), lines.start(), lines.length());
                    progress.show(++entries);
                }
            }
            snapshot.finish(
                    first.path("position").asLong(),
                    first.path("chain").asText(),
                    first.path("count").asLong(),
                    first.path("digest").asText());
        } finally {
            progress.end();
        }
        return entries;
    }

    /**
     * Compares the copy with the server's manifest, at the manifest's position: a feed that moves on in between is
     * followed up to there. A copy that differs is replaced once.
     *
     * @return whether it was compared; a feed that outruns this can't be
     */
    boolean verify() {
        boolean replaced = false;
        for (int tries = 0; tries < VERIFY_TRIES; tries++) {
            JsonNode manifest =
                    server.json(Call.get(path("manifest") + "?" + filterQuery().substring(1), "application/json"));
            Optional<Map<String, Totals.Total>> own =
                    totalsAt(manifest.path("position").asLong());
            if (own.isEmpty()) {
                continue;
            }
            SortedMap<String, Totals.Total> expected = items(manifest);
            if (own.get().equals(expected)) {
                return true;
            }
            String difference = "The copy has " + own.get() + ", the server " + expected + ".";
            if (replaced) {
                throw Failure.server(difference + " A snapshot did not help: the copy is not the feed.");
            }
            shell.say(difference + " Starting again from a snapshot.");
            snapshot();
            replaced = true;
        }
        return false;
    }

    private Optional<Map<String, Totals.Total>> totalsAt(long position) {
        if (copy.position() == position) {
            return Optional.of(copy.totals().byType());
        }
        Optional<Map<String, Totals.Total>> totals = Optional.empty();
        while (totals.isEmpty() && copy.position() < position) {
            totals = step(0, position).totals();
        }
        return totals;
    }

    private static SortedMap<String, Totals.Total> items(JsonNode manifest) {
        SortedMap<String, Totals.Total> items = new TreeMap<>();
        for (JsonNode item : manifest.path("items")) {
            put(items, item.path("type").asText(), item);
        }
        put(items, Totals.TACTIC, manifest.path("tactics"));
        return items;
    }

    private static void put(SortedMap<String, Totals.Total> items, String type, JsonNode total) {
        long count = total.path("count").asLong();
        if (count > 0) {
            items.put(type, new Totals.Total(count, total.path("digest").asText()));
        }
    }

    private String path(String what) {
        return "/collections/" + Call.encode(copy.filter().collection()) + "/" + what;
    }

    private String filterQuery() {
        Filter filter = copy.filter();
        return "&tier=" + Call.encode(filter.tier())
                + (filter.types().isEmpty() ? "" : "&type=" + String.join(",", filter.types()))
                + (filter.kinds().isEmpty() ? "" : "&kind=" + String.join(",", filter.kinds()));
    }

    private static long number(HttpHeaders headers, String name) {
        try {
            return Long.parseLong(headers.firstValue(name).orElse(""));
        } catch (NumberFormatException e) {
            throw new BrokenFeedException("The server's answer has no " + name + ". Is this an Alarmcall server?");
        }
    }
}
