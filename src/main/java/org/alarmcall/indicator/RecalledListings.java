package org.alarmcall.indicator;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;

/**
 * Approved listings that are back in the queue since one of their indicators is quarantined: one for each such
 * indicator, so that staff look at it once. Listing states: 0 pending, 1 approved.
 */
@Singleton
@ActsAs
class RecalledListings {

    /** Quarantined indicators of a collection that one sweep looks at. */
    private static final int SWEPT = 1_000;

    private final Database database;

    RecalledListings(Database database) {
        this.database = database;
    }

    /**
     * Of each indicator's live listings the one whose labels are published, else the oldest. Its revision is raised: who
     * looked at it before does not know of the disputes. A listing that is just being decided is left to the sweep, since
     * who decides holds listings and asks for indicators, and who quarantines the other way round.
     */
    void recall(Caller caller, Connection connection, int collectionId, Collection<UUID> indicators)
            throws SQLException {
        List<UUID> chosen = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT DISTINCT s.id
                FROM unnest(?::uuid[]) AS quarantined(id)
                CROSS JOIN LATERAL (
                    SELECT l.id FROM report r CROSS JOIN LATERAL (SELECT * FROM listing
                        WHERE collection_id = r.collection_id AND id = r.listing_id OFFSET 0) AS l
                    WHERE r.collection_id = ? AND r.indicator_id = quarantined.id AND l.state IN (0, 1)
                    ORDER BY l.state DESC, l.decided_at, l.id LIMIT 1) AS s
                """)) {
            statement.setArray(1, SqlArrays.uuids(connection, indicators));
            statement.setInt(2, collectionId);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    chosen.add(row.getObject(1, UUID.class));
                }
            }
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE listing SET queue_reason = ?, recalled = state = 1, revision = revision + 1
                FROM (SELECT id FROM listing WHERE collection_id = ? AND id = ANY(?) AND state IN (0, 1)
                    FOR NO KEY UPDATE SKIP LOCKED) AS chosen
                WHERE collection_id = ? AND listing.id = chosen.id
                """)) {
            statement.setShort(1, QueueReason.QUARANTINED.code());
            statement.setInt(2, collectionId);
            statement.setArray(3, SqlArrays.uuids(connection, chosen));
            statement.setInt(4, collectionId);
            statement.executeUpdate();
        }
    }

    /** Lets recalled listings go that carry nothing quarantined any more. */
    void release(Caller caller, Connection connection, int collectionId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE listing SET recalled = false
                FROM (SELECT collection_id, id FROM listing AS l WHERE collection_id = ? AND recalled
                    AND (state <> 1 OR NOT EXISTS (
                        SELECT FROM report r CROSS JOIN LATERAL (SELECT withdrawn_reason FROM indicator
                            WHERE collection_id = r.collection_id AND id = r.indicator_id OFFSET 0) AS i
                        WHERE r.collection_id = l.collection_id AND r.listing_id = l.id
                            AND i.withdrawn_reason = 'quarantined'))
                    FOR NO KEY UPDATE SKIP LOCKED) AS settled
                WHERE listing.collection_id = settled.collection_id AND listing.id = settled.id
                """)) {
            statement.setInt(1, collectionId);
            statement.executeUpdate();
        }
    }

    /** Where the listing that was recalled has gone meanwhile, another takes its place. */
    @Transactional
    void sweep(Caller system, int collectionId) {
        database.run(connection -> {
            Database.joinByKey(connection);
            release(system, connection, collectionId);
            List<UUID> unseen = unseen(connection, collectionId);
            if (!unseen.isEmpty()) {
                recall(system, connection, collectionId, unseen);
            }
        });
    }

    /** Quarantined indicators of which no listing is in the queue, and some could be. */
    private static List<UUID> unseen(Connection connection, int collectionId) throws SQLException {
        List<UUID> unseen = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT i.id FROM indicator i CROSS JOIN LATERAL (
                    SELECT count(*) AS live, count(*) FILTER (WHERE l.state = 0 OR l.recalled) AS queued
                    FROM report r CROSS JOIN LATERAL (SELECT * FROM listing
                        WHERE collection_id = r.collection_id AND id = r.listing_id OFFSET 0) AS l
                    WHERE r.collection_id = i.collection_id AND r.indicator_id = i.id AND l.state IN (0, 1)) AS l
                WHERE i.collection_id = ? AND i.withdrawn_reason = 'quarantined' AND l.live > 0 AND l.queued = 0
                ORDER BY i.id LIMIT ?
                """)) {
            statement.setInt(1, collectionId);
            statement.setInt(2, SWEPT);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    unseen.add(row.getObject(1, UUID.class));
                }
            }
        }
        return unseen;
    }

    /** Sweeps each collection once a minute. */
    @Singleton
    static class Timer {

        private static final Caller SWEEP = Caller.system("quarantine");

        private final RecalledListings recalled;
        private final Members members;

        Timer(RecalledListings recalled, Members members) {
            this.recalled = recalled;
            this.members = members;
        }

        @Scheduled(every = "1m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
        void sweep() {
            for (CollectionRef collection : members.collections(SWEEP)) {
                recalled.sweep(SWEEP, collection.id());
            }
        }
    }
}
