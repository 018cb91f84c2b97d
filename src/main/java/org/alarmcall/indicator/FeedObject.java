package org.alarmcall.indicator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.alarmcall.feed.Tier;
import org.alarmcall.fingerprint.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of an indicator in the feed, encoded once as it goes on the wire. Everything in it but the labels is of
 * characters that need no escape, and the labels are JSON already.
 */
final class FeedObject {

    private FeedObject() {}

    /**
     * The {@code indicator} of an upsert entry.
     *
     * @param cluster the family of near-duplicates that it is in; null for none
     */
    static String upsert(
            UUID id,
            Fingerprint fingerprint,
            Tier tier,
            String labelsJson,
            int reporters,
            @Nullable UUID cluster,
            Instant firstReported,
            Instant expires,
            String tlp) {
        StringBuilder json = new StringBuilder(360 + labelsJson.length());
        head(json, id, fingerprint);
        json.append(",\"tier\":\"").append(tier.wire());
        json.append("\",\"labels\":").append(labelsJson);
        // Who is published was reported by somebody, though a member on probation is not counted as a witness.
        json.append(",\"reporters\":").append(Math.max(1, PublishingPolicy.step(reporters)));
        json.append(",\"cluster\":").append(cluster == null ? "null" : "\"" + cluster + '"');
        // The day only: the minute would tell which member's batch it came with.
        json.append(",\"firstReported\":\"").append(firstReported.truncatedTo(ChronoUnit.DAYS));
        json.append("\",\"expires\":\"").append(expires);
        json.append("\",\"tlp\":\"").append(tlp);
        return json.append("\"}").toString();
    }

    /** The {@code indicator} of a withdraw entry. */
    static String reference(UUID id, Fingerprint fingerprint) {
        StringBuilder json = new StringBuilder(180);
        head(json, id, fingerprint);
        return json.append('}').toString();
    }

    private static void head(StringBuilder json, UUID id, Fingerprint fingerprint) {
        json.append("{\"id\":\"").append(id);
        json.append("\",\"type\":\"").append(fingerprint.type().wire());
        json.append("\",\"value\":\"").append(fingerprint.canonical()).append('"');
    }
}
