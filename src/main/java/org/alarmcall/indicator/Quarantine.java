package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.feed.Feed;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;
import org.alarmcall.platform.SqlTimes;

/**
 * Takes what members dispute out of the feed until staff have looked at it. The indicator is withdrawn, and one approved
 * listing that carries it is recalled into the queue: it stays approved, so that its other indicators stay in the feed.
 */
@Singleton
@ActsAs
@Transactional(Transactional.TxType.MANDATORY)
public class Quarantine {

    /** The reason of the withdrawal; a later approval lifts it like one by staff. */
    private static final String REASON = "quarantined";

    private final Database database;
    private final RecalledListings recalled;
    private final Feed feed;
    private final AuditLog audit;

    Quarantine(Database database, RecalledListings recalled, Feed feed, AuditLog audit) {
        this.database = database;
        this.recalled = recalled;
        this.feed = feed;
        this.audit = audit;
    }

    /**
     * An indicator that may be quarantined.
     *
     * @param clearedAt when staff last lifted a withdrawal; disputes from before are answered
     */
    public record Candidate(UUID indicatorId, Instant clearedAt) {}

    /**
     * Those of the indicators that are not withdrawn already, locked until the transaction ends: of two members that
     * dispute one at the same moment the later sees what the earlier said. To be called before the dispute is stored, so
     * that its time is later than that of an approval it had to wait for.
     */
    public List<Candidate> lock(Caller system, int collectionId, Collection<UUID> indicators) {
        return database.call(connection -> {
            Database.joinByKey(connection);
            List<Candidate> candidates = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT id, coalesce(cleared_at, 'epoch') AS cleared_at FROM indicator
                    WHERE collection_id = ? AND id = ANY(?) AND withdrawn_at IS NULL
                    ORDER BY id FOR NO KEY UPDATE
                    """)) {
                statement.setInt(1, collectionId);
                statement.setArray(2, SqlArrays.uuids(connection, indicators));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        candidates.add(
                                new Candidate(row.getObject("id", UUID.class), SqlTimes.time(row, "cleared_at")));
                    }
                }
            }
            return candidates;
        });
    }

    /** Quarantines locked indicators. */
    public void quarantine(Caller system, int collectionId, Collection<UUID> indicators) {
        if (indicators.isEmpty()) {
            return;
        }
        database.run(connection -> {
            withdraw(connection, collectionId, indicators);
            recalled.recall(system, connection, collectionId, indicators);
        });
        feed.touch(system, collectionId, IndicatorFeedSource.KIND, indicators);
        audit.recordEach(
                system,
                "indicator.quarantine",
                collectionId,
                indicators.stream().map(UUID::toString).toList(),
                Map.of());
    }

    private static void withdraw(Connection connection, int collectionId, Collection<UUID> indicators)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE indicator SET withdrawn_at = clock_timestamp(), withdrawn_reason = ?
                WHERE collection_id = ? AND id = ANY(?)
                """)) {
            statement.setString(1, REASON);
            statement.setInt(2, collectionId);
            statement.setArray(3, SqlArrays.uuids(connection, indicators));
            statement.executeUpdate();
        }
    }
}
