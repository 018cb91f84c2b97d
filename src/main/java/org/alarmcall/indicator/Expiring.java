package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.alarmcall.feed.Feed;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.matching.Families;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Cursor;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/** Warns members before what they report leaves the feed. */
@Singleton
class Expiring {

    /** Indicators of all members that one page goes through, soonest first. */
    static final int LOOKED_AT = 10_000;

    private final Feed feed;
    private final Families families;

    Expiring(Feed feed, Families families) {
        this.feed = feed;
        this.families = families;
    }

    /** An indicator that the caller reports. */
    private record Own(Fingerprint fingerprint, int listings, List<String> references, long pulled) {}

    /**
     * What the caller's member reports and leaves the feed within so many days, soonest first. A page may have fewer than
     * {@code limit}, or none, and others follow.
     */
    Page<ExpiringIndicator> page(
            Caller caller, Connection connection, int collectionId, int days, @Nullable String cursor, int limit)
            throws SQLException {
        List<Feed.Expiring> soon =
                feed.expiring(caller, collectionId, IndicatorFeedSource.KIND, days, read(cursor), LOOKED_AT);
        Map<UUID, Own> own = own(caller, connection, collectionId, soon);
        List<Feed.Expiring> shown = soon.stream()
                .filter(expiring -> own.containsKey(expiring.id()))
                .limit(limit + 1L)
                .toList();
        String next = soon.size() < LOOKED_AT ? null : of(soon.get(LOOKED_AT - 1));
        if (shown.size() > limit) {
            shown = shown.subList(0, limit);
            next = of(shown.get(limit - 1));
        }
        return new Page<>(views(caller, collectionId, shown, own), next);
    }

    private List<ExpiringIndicator> views(
            Caller caller, int collectionId, List<Feed.Expiring> shown, Map<UUID, Own> own) {
        List<UUID> ids = shown.stream().map(Feed.Expiring::id).toList();
        Map<UUID, Long> first = feed.firstPublished(caller, collectionId, IndicatorFeedSource.KIND, ids);
        Map<UUID, Families.Membership> memberships = families.of(caller, collectionId, ids);
        List<ExpiringIndicator> views = new ArrayList<>(shown.size());
        for (Feed.Expiring expiring : shown) {
            UUID id = expiring.id();
            Own report = Objects.requireNonNull(own.get(id));
            boolean echo = report.pulled() >= Evidence.firstGiven(first.get(id), memberships.get(id));
            views.add(new ExpiringIndicator(
                    id,
                    report.fingerprint().type().wire(),
                    report.fingerprint().canonical(),
                    expiring.expires(),
                    report.listings(),
                    report.references(),
                    echo ? ExpiringIndicator.BY_CONFIRMATION : ExpiringIndicator.BY_LISTING));
        }
        return views;
    }

    private static Map<UUID, Own> own(Caller caller, Connection connection, int collectionId, List<Feed.Expiring> soon)
            throws SQLException {
        Map<UUID, Own> own = new HashMap<>();
        if (soon.isEmpty()) {
            return own;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT asked.id, i.type, i.value, own.listings, own.listing_references, own.pulled
                FROM unnest(?::uuid[]) AS asked(id)
                CROSS JOIN LATERAL (
                    SELECT count(*) AS listings, min(r.pulled) AS pulled,
                        (array_agg(l.reference ORDER BY l.sent_at DESC, l.reference))[1:10] AS listing_references
                    FROM report r CROSS JOIN LATERAL (SELECT * FROM listing
                        WHERE collection_id = r.collection_id AND id = r.listing_id AND state IN (0, 1) OFFSET 0) AS l
                    WHERE r.collection_id = ? AND r.indicator_id = asked.id AND r.member_id = ?
                    HAVING count(*) > 0) AS own
                CROSS JOIN LATERAL (SELECT type, value FROM indicator
                    WHERE collection_id = ? AND id = asked.id OFFSET 0) AS i
                """)) {
            statement.setArray(1, SqlArrays.uuids(connection, SqlArrays.column(soon, Feed.Expiring::id)));
            statement.setInt(2, collectionId);
            statement.setInt(3, caller.memberId());
            statement.setInt(4, collectionId);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    own.put(
                            row.getObject("id", UUID.class),
                            new Own(
                                    Fingerprint.of(FingerprintType.ofCode(row.getInt("type")), row.getBytes("value")),
                                    row.getInt("listings"),
                                    List.of((String[])
                                            row.getArray("listing_references").getArray()),
                                    row.getLong("pulled")));
                }
            }
        }
        return own;
    }

    private static String of(Feed.Expiring last) {
        return Cursor.of(last.expires() + " " + last.id());
    }

    private static Feed.@Nullable Expiring read(@Nullable String cursor) {
        String key = Cursor.text(cursor);
        if (key.isEmpty()) {
            return null;
        }
        try {
            String[] parts = key.split(" ", 2);
            return new Feed.Expiring(UUID.fromString(parts[parts.length - 1]), Instant.parse(parts[0]));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw Problem.INVALID_CURSOR.because("Send the cursor that the last page gave, or none.");
        }
    }
}
