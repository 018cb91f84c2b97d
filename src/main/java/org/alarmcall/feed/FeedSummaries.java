package org.alarmcall.feed;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;

/** The door for a look at whole feeds. It costs the same whatever their size: it reads what the sequencer counts. */
@Singleton
@ActsAs
public class FeedSummaries {

    private final Database database;
    private final Members members;
    private final Clock clock;

    FeedSummaries(Database database, Members members, Clock clock) {
        this.database = database;
        this.members = members;
        this.clock = clock;
    }

    /**
     * A feed as it is now.
     *
     * @param head the last position
     * @param lastHour entries of the last 60 minutes
     * @param lastDay entries of the last 24 hours
     * @param live what is in it
     */
    public record Summary(CollectionRef collection, long head, long lastHour, long lastDay, List<Live> live) {}

    /**
     * How many are live of one type, each counted in its own tier only.
     *
     * @param kind {@code indicator} or {@code tactic}
     * @param byTier by the tier's wire name
     */
    public record Live(String kind, String type, Map<String, Long> byTier) {

        public long of(String tier) {
            return byTier.getOrDefault(tier, 0L);
        }
    }

    /** The feeds that the caller may read, by collection. */
    @Transactional
    public List<Summary> all(Caller caller) {
        List<CollectionRef> collections = members.readable(caller);
        Instant now = clock.instant();
        return database.call(connection -> {
            Map<Integer, Long> heads = new HashMap<>();
            Map<Integer, Long> hour = newer(connection, collections, now.minus(Duration.ofHours(1)), heads);
            Map<Integer, Long> day = newer(connection, collections, now.minus(Duration.ofDays(1)), heads);
            Map<Integer, List<Live>> live = live(connection, collections);
            return collections.stream()
                    .map(collection -> new Summary(
                            collection,
                            heads.getOrDefault(collection.id(), 0L),
                            hour.getOrDefault(collection.id(), 0L),
                            day.getOrDefault(collection.id(), 0L),
                            live.getOrDefault(collection.id(), List.of())))
                    .toList();
        });
    }

    /** Entries since a time. Positions are dense and in the order of time: halving finds the place in some 20 look-ups. */
    private static Map<Integer, Long> newer(
            Connection connection, List<CollectionRef> collections, Instant since, Map<Integer, Long> heads)
            throws SQLException {
        Map<Integer, Long> newer = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                WITH RECURSIVE search AS (
                    SELECT collection_id, position AS head, 0::bigint AS low, position AS high
                    FROM feed_head WHERE collection_id = ANY(?)
                    UNION ALL
                    SELECT search.collection_id, head, CASE WHEN older THEN middle ELSE low END,
                        CASE WHEN older THEN high ELSE middle - 1 END
                    FROM search
                    CROSS JOIN LATERAL (SELECT (low + high + 1) / 2 AS middle) AS half
                    CROSS JOIN LATERAL (
                        SELECT at < ? AS older FROM feed_entry
                        WHERE collection_id = search.collection_id AND position = middle OFFSET 0) AS entry
                    WHERE low < high)
                SELECT collection_id, head, head - low FROM search WHERE low = high
                """)) {
            statement.setArray(1, ids(connection, collections));
            statement.setObject(2, since.atOffset(java.time.ZoneOffset.UTC));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    heads.put(row.getInt(1), row.getLong(2));
                    newer.put(row.getInt(1), row.getLong(3));
                }
            }
        }
        return newer;
    }

    private static Map<Integer, List<Live>> live(Connection connection, List<CollectionRef> collections)
            throws SQLException {
        Map<Integer, List<Live>> live = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT collection_id, kind, type, tier, count FROM feed_digest
                WHERE collection_id = ANY(?) AND count > 0 ORDER BY collection_id, kind, type, tier
                """)) {
            statement.setArray(1, ids(connection, collections));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    List<Live> ofCollection = live.computeIfAbsent(row.getInt(1), id -> new ArrayList<>());
                    Live last = ofCollection.isEmpty() ? null : ofCollection.get(ofCollection.size() - 1);
                    if (last == null
                            || !last.kind().equals(row.getString(2))
                            || !last.type().equals(row.getString(3))) {
                        last = new Live(row.getString(2), row.getString(3), new TreeMap<>());
                        ofCollection.add(last);
                    }
                    last.byTier().put(Tier.ofRank(row.getInt(4)).wire(), row.getLong(5));
                }
            }
        }
        return live;
    }

    private static java.sql.Array ids(Connection connection, List<CollectionRef> collections) throws SQLException {
        return SqlArrays.integers(
                connection, collections.stream().map(CollectionRef::id).toList());
    }
}
