package org.alarmcall.testing;

import static org.junit.jupiter.api.Assertions.fail;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A member's copy of a feed, indicators by value and tactics by id, kept as a reader would: it applies entries, and waits for a condition with long polls. */
public final class FeedCopy {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ApiClient reader;
    private final String collection;
    private final String tier;
    private final Map<String, Map<String, Object>> live = new HashMap<>();
    private final List<Map<String, Object>> entries = new ArrayList<>();
    private long position;

    public FeedCopy(ApiClient reader, String collection, String tier) {
        this.reader = reader;
        this.collection = collection;
        this.tier = tier;
    }

    /** Waits until the copy holds an indicator with this value; its object. */
    public Map<String, Object> holds(String value) {
        until(copy -> copy.live.containsKey(value), "holds " + value);
        return Objects.requireNonNull(live.get(value));
    }

    /** Waits until an indicator with this value is in a tier. */
    public Map<String, Object> holds(String value, String atTier) {
        until(
                copy -> atTier.equals(copy.live.getOrDefault(value, Map.of()).get("tier")),
                "holds " + value + " as " + atTier);
        return Objects.requireNonNull(live.get(value));
    }

    /** Waits until the value has left the feed; the reason that was given. */
    public @Nullable String left(String value) {
        until(copy -> !copy.live.containsKey(value) && copy.lastReason(value) != null, "lost " + value);
        return lastReason(value);
    }

    public boolean contains(String value) {
        return live.containsKey(value);
    }

    public List<Map<String, Object>> entries() {
        return entries;
    }

    private @Nullable String lastReason(String value) {
        String reason = null;
        for (Map<String, Object> entry : entries) {
            if (value.equals(key(entry))) {
                reason = (String) entry.get("reason");
            }
        }
        return reason;
    }

    private void until(Predicate<FeedCopy> condition, String what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        pull(0);
        while (!condition.test(this)) {
            if (System.nanoTime() > end) {
                fail("not within " + PATIENCE + ": the copy " + what + "; it has " + entries);
            }
            pull(1);
        }
    }

    /** What the feed has now. */
    public FeedCopy pull(int waitSeconds) {
        Response response = reader.request()
                .get("/api/v1/collections/" + collection + "/feed?after=" + position + "&limit=1000&tier=" + tier
                        + "&wait=" + waitSeconds);
        response.then().statusCode(200);
        JsonPath json = response.jsonPath();
        List<Map<String, Object>> page = json.getList("entries");
        for (Map<String, Object> entry : page) {
            entries.add(entry);
            String value = key(entry);
            if ("upsert".equals(entry.get("op"))) {
                live.put(value, object(entry));
            } else {
                live.remove(value);
            }
        }
        position = json.getLong("next");
        return this;
    }

    /** An indicator's value, a tactic's id. */
    private static String key(Map<String, Object> entry) {
        Map<String, Object> object = object(entry);
        return (String) Objects.requireNonNull(object.getOrDefault("value", object.get("id")));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> entry) {
        return (Map<String, Object>) Objects.requireNonNull(entry.get(entry.get("kind")));
    }
}
