package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;

/** The pictures and texts of listings that wait. State 0 is pending. */
@Singleton
@ActsAs
class PendingRows {

    /** More do not wait in a queue that people work at; beyond it the oldest are kept. */
    private static final int MOST = 500_000;

    private static final int FETCH_ROWS = 5_000;

    private final Database database;

    PendingRows(Database database) {
        this.database = database;
    }

    /** All of a collection, oldest listing first. */
    @Transactional
    PendingCodes pending(Caller system, int collectionId) {
        return database.call(connection -> {
            Database.joinByKey(connection);
            PendingCodes codes = new PendingCodes();
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT l.id, i.type, i.value
                    FROM (SELECT collection_id, id FROM listing WHERE collection_id = ? AND state = 0 ORDER BY id) AS l
                    CROSS JOIN LATERAL (SELECT indicator_id FROM report
                        WHERE collection_id = l.collection_id AND listing_id = l.id OFFSET 0) AS r
                    CROSS JOIN LATERAL (SELECT type, value FROM indicator
                        WHERE collection_id = l.collection_id AND id = r.indicator_id AND type = ANY(?) OFFSET 0) AS i
                    LIMIT ?
                    """)) {
                statement.setFetchSize(FETCH_ROWS);
                statement.setInt(1, collectionId);
                statement.setArray(
                        2, SqlArrays.shorts(connection, SqlArrays.column(PendingCodes.TYPES, FingerprintType::code)));
                statement.setInt(3, MOST);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        codes.add(
                                row.getObject(1, UUID.class),
                                Fingerprint.of(FingerprintType.ofCode(row.getInt(2)), row.getBytes(3)));
                    }
                }
            }
            return codes;
        });
    }

    /** Those of the listings that still wait, and their revision. */
    static Map<UUID, Integer> stillPending(Connection connection, int collectionId, Collection<UUID> listings)
            throws SQLException {
        Map<UUID, Integer> pending = new HashMap<>();
        if (listings.isEmpty()) {
            return pending;
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT id, revision FROM listing WHERE collection_id = ? AND id = ANY(?) AND state = 0")) {
            statement.setInt(1, collectionId);
            statement.setArray(2, SqlArrays.uuids(connection, listings));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    pending.put(row.getObject(1, UUID.class), row.getInt(2));
                }
            }
        }
        return pending;
    }
}
