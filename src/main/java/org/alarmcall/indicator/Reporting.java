package org.alarmcall.indicator;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.alarmcall.feed.Tier;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.Database;

/** The door for what members report, in numbers. */
@Singleton
@ActsAs
@Transactional
public class Reporting {

    /** Members and collections whose counts a node remembers. */
    private static final int REMEMBERED = 10_000;

    private final Database database;
    private final Cache<Key, Reported> remembered;

    Reporting(Database database, SubmissionConfig config) {
        this.database = database;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(config.countsRemembered())
                .build();
    }

    private record Key(int collectionId, int memberId) {}

    /** A member's listings by state, and its live indicators in the feed by tier. */
    public record Reported(ListingsByState listings, IndicatorsByTier feed) {}

    /** The members that have sent listings to a collection: as many short steps in an index as there are members. */
    public List<Integer> reporters(Caller staff, int collectionId) {
        return database.call(connection -> {
            List<Integer> reporters = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement("""
                    WITH RECURSIVE reporter AS (
                        (SELECT collection_id, member_id FROM listing WHERE collection_id = ?
                        ORDER BY member_id LIMIT 1)
                        UNION ALL
                        SELECT following.* FROM reporter CROSS JOIN LATERAL (
                            SELECT collection_id, member_id FROM listing
                            WHERE collection_id = reporter.collection_id AND member_id > reporter.member_id
                            ORDER BY member_id LIMIT 1) AS following)
                    SELECT member_id FROM reporter
                    """)) {
                statement.setInt(1, collectionId);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        reporters.add(row.getInt(1));
                    }
                }
            }
            return reporters;
        });
    }

    /**
     * Of the caller's member. All that it reports is counted, some microseconds for each listing, so a node does that once in
     * {@link SubmissionConfig#countsRemembered} for a member and collection, however often it is asked.
     */
    public Reported of(Caller caller, CollectionRef collection) {
        return remembered.get(
                new Key(collection.id(), caller.memberId()),
                key -> database.call(connection -> {
                    Database.readByIndex(connection);
                    return new Reported(listings(connection, key), feed(connection, key));
                }));
    }

    private static ListingsByState listings(Connection connection, Key key) throws SQLException {
        long[] counts = new long[ReviewState.values().length];
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT state, count(*) FROM listing WHERE collection_id = ? AND member_id = ? GROUP BY state")) {
            statement.setInt(1, key.collectionId());
            statement.setInt(2, key.memberId());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    counts[ReviewState.ofCode(row.getInt(1)).ordinal()] = row.getLong(2);
                }
            }
        }
        return new ListingsByState(
                counts[ReviewState.PENDING.ordinal()],
                counts[ReviewState.APPROVED.ordinal()],
                counts[ReviewState.REJECTED.ordinal()],
                counts[ReviewState.RETURNED.ordinal()],
                counts[ReviewState.WITHDRAWN.ordinal()]);
    }

    private static IndicatorsByTier feed(Connection connection, Key key) throws SQLException {
        long[] counts = new long[Tier.values().length];
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT f.tier, count(*)
                FROM (SELECT DISTINCT r.indicator_id
                    FROM listing AS l JOIN report AS r ON r.collection_id = l.collection_id AND r.listing_id = l.id
                    WHERE l.collection_id = ? AND l.member_id = ? AND l.state IN (0, 1)) AS own
                JOIN feed_live AS f ON f.subject_id = own.indicator_id
                WHERE f.collection_id = ? AND f.kind = ?
                GROUP BY f.tier
                """)) {
            statement.setInt(1, key.collectionId());
            statement.setInt(2, key.memberId());
            statement.setInt(3, key.collectionId());
            statement.setString(4, IndicatorFeedSource.KIND);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    counts[Tier.ofRank(row.getInt(1)).ordinal()] = row.getLong(2);
                }
            }
        }
        return new IndicatorsByTier(
                counts[Tier.CANDIDATE.ordinal()], counts[Tier.REVIEWED.ordinal()], counts[Tier.CORROBORATED.ordinal()]);
    }
}
