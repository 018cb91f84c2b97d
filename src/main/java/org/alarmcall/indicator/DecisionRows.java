package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.SqlArrays;
import org.alarmcall.platform.SqlTimes;
import org.alarmcall.vocabulary.Labels;
import org.jspecify.annotations.Nullable;

/** The rows that decisions lock and change. Ids come without a collection; it is one of those that the caller may use. */
@Singleton
class DecisionRows {

    record Pending(
            int collectionId,
            ReviewState state,
            int revision,
            String labels,
            @Nullable String decidedBy,
            @Nullable String reason,
            boolean recalled) {

        /** Whether it waits for staff: an approved listing may be back in the queue. */
        boolean isUndecided() {
            return state == ReviewState.PENDING || (state == ReviewState.APPROVED && recalled);
        }
    }

    /** Those of the listings that there are, locked in the order of their ids. */
    Map<UUID, Pending> lockListings(
            Caller caller, Connection connection, List<CollectionRef> collections, Collection<UUID> listings)
            throws SQLException {
        Map<UUID, Pending> locked = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT id, collection_id, state, revision, labels, decided_by, decision_reason, recalled
                FROM listing
                WHERE collection_id = ANY(?) AND id = ANY(?) ORDER BY id FOR UPDATE
                """)) {
            statement.setArray(1, SqlArrays.integers(connection, SqlArrays.column(collections, CollectionRef::id)));
            statement.setArray(2, SqlArrays.uuids(connection, listings));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    locked.put(
                            row.getObject("id", UUID.class),
                            new Pending(
                                    row.getInt("collection_id"),
                                    ReviewState.ofCode(row.getInt("state")),
                                    row.getInt("revision"),
                                    row.getString("labels"),
                                    row.getString("decided_by"),
                                    row.getString("decision_reason"),
                                    row.getBoolean("recalled")));
                }
            }
        }
        return locked;
    }

    @Nullable
    Integer collectionOf(Caller caller, Connection connection, List<CollectionRef> collections, UUID submissionId)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT collection_id FROM submission WHERE collection_id = ANY(?) AND id = ?")) {
            statement.setArray(1, SqlArrays.integers(connection, SqlArrays.column(collections, CollectionRef::id)));
            statement.setObject(2, submissionId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getInt("collection_id") : null;
            }
        }
    }

    List<UUID> lockPending(Caller caller, Connection connection, CollectionRef collection, UUID submissionId)
            throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT id FROM listing WHERE collection_id = ? AND submission_id = ? AND state = 0
                ORDER BY id FOR UPDATE
                """)) {
            statement.setInt(1, collection.id());
            statement.setObject(2, submissionId);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getObject(1, UUID.class));
                }
            }
        }
        return ids;
    }

    /** The time is taken under the lock: it must be later than a withdrawal that was committed before. */
    void decide(
            Caller caller,
            Connection connection,
            CollectionRef collection,
            Collection<UUID> listings,
            Verdict verdict,
            @Nullable String reason,
            @Nullable Labels labels)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE listing SET state = ?, revision = revision + 1, decided_at = clock_timestamp(), decided_by = ?,
                    decision_reason = ?, recalled = false,
                    labels = coalesce(?::json, (SELECT f.labels FROM first_approval f
                        WHERE ?::boolean AND f.collection_id = listing.collection_id AND f.listing_id = listing.id
                            AND f.revision = listing.revision AND f.client_id <> ?), labels)
                WHERE collection_id = ? AND id = ANY(?)
                """)) {
            statement.setShort(1, verdict.outcome().code());
            statement.setString(2, caller.clientId());
            statement.setString(3, reason);
            statement.setString(4, labels == null ? null : labels.json());
            statement.setBoolean(5, verdict == Verdict.APPROVE);
            statement.setString(6, caller.clientId());
            statement.setInt(7, collection.id());
            statement.setArray(8, SqlArrays.uuids(connection, listings));
            statement.executeUpdate();
        }
    }

    /** Withdrawals and quarantines before an approval of the indicator's listings are lifted, and not told any more. */
    void liftWithdrawals(Caller caller, Connection connection, CollectionRef collection, Collection<UUID> indicators)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE indicator i SET withdrawn_at = NULL, withdrawn_reason = NULL, cleared_at = clock_timestamp()
                WHERE i.collection_id = ? AND i.id = ANY(?) AND i.withdrawn_at IS NOT NULL AND EXISTS (
                    SELECT FROM report r CROSS JOIN LATERAL (SELECT * FROM listing
                        WHERE collection_id = r.collection_id AND id = r.listing_id OFFSET 0) AS l
                    WHERE r.collection_id = i.collection_id AND r.indicator_id = i.id AND l.state = 1
                        AND l.decided_at > i.withdrawn_at)
                """)) {
            statement.setInt(1, collection.id());
            statement.setArray(2, SqlArrays.uuids(connection, indicators));
            statement.executeUpdate();
        }
    }

    List<UUID> indicatorsOf(Caller caller, Connection connection, CollectionRef collection, Collection<UUID> listings)
            throws SQLException {
        List<UUID> indicators = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT DISTINCT indicator_id FROM report WHERE collection_id = ? AND listing_id = ANY(?)")) {
            statement.setInt(1, collection.id());
            statement.setArray(2, SqlArrays.uuids(connection, listings));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    indicators.add(row.getObject(1, UUID.class));
                }
            }
        }
        return indicators;
    }

    @Nullable
    WithdrawnIndicator withdrawIndicator(
            Caller caller,
            Connection connection,
            List<CollectionRef> collections,
            UUID indicatorId,
            WithdrawReason reason)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE indicator SET withdrawn_at = clock_timestamp(), withdrawn_reason = ?
                WHERE collection_id = ANY(?) AND id = ?
                RETURNING collection_id, type, value, withdrawn_at
                """)) {
            statement.setString(1, reason.wire());
            statement.setArray(2, SqlArrays.integers(connection, SqlArrays.column(collections, CollectionRef::id)));
            statement.setObject(3, indicatorId);
            Map<Integer, String> slugs =
                    collections.stream().collect(Collectors.toMap(CollectionRef::id, CollectionRef::slug));
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                Fingerprint fingerprint =
                        Fingerprint.of(FingerprintType.ofCode(row.getInt("type")), row.getBytes("value"));
                return new WithdrawnIndicator(
                        indicatorId,
                        String.valueOf(slugs.get(row.getInt("collection_id"))),
                        fingerprint.type().wire(),
                        fingerprint.canonical(),
                        reason.wire(),
                        SqlTimes.time(row, "withdrawn_at"));
            }
        }
    }
}
