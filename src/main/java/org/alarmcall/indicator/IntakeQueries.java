package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/** What is known of a chunk of listings before it is written: one query for each question, however long the chunk. */
@Singleton
class IntakeQueries {

    /**
     * A fingerprint that the collection knows.
     *
     * @param id of its indicator; null when it is on the allow list only
     * @param reported the caller's member has reported it, in a listing that it did not withdraw
     * @param pulled the furthest position that the caller's member had been given when it reported the indicator first; null
     *     when it has not
     * @param ownListings listings of the caller's member that carry it, in any state; counted up to a bound
     */
    record Known(
            @Nullable UUID id, boolean reported, @Nullable Long pulled, int ownListings, boolean allowListed) {}

    /** A listing and a fingerprint that it carries. */
    record Carried(UUID listingId, Fingerprint fingerprint) {}

    /** The caller's listings with these references, locked until the transaction ends. */
    Map<String, Intake.Existing> lockOwn(
            Caller caller, Connection connection, int collectionId, Collection<String> references) throws SQLException {
        Map<String, Intake.Existing> existing = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT id, reference, state, content_hash, queue_reason, candidate FROM listing
                WHERE collection_id = ? AND member_id = ? AND reference = ANY(?)
                ORDER BY id FOR UPDATE
                """)) {
            statement.setInt(1, collectionId);
            statement.setInt(2, caller.memberId());
            statement.setArray(3, SqlArrays.texts(connection, references));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    existing.put(
                            row.getString("reference"),
                            new Intake.Existing(
                                    row.getObject("id", UUID.class),
                                    ReviewState.ofCode(row.getInt("state")),
                                    row.getBytes("content_hash"),
                                    QueueReason.ofCode(row.getInt("queue_reason")),
                                    row.getBoolean("candidate")));
                }
            }
        }
        return existing;
    }

    /**
     * State 4 is withdrawn. Of the reports it reads the member's own: the time tells nothing of what others sent.
     *
     * @param countTo bound of {@link Known#ownListings}
     */
    Map<Fingerprint, Known> known(
            Caller caller, Connection connection, int collectionId, List<Fingerprint> fingerprints, int countTo)
            throws SQLException {
        Map<Fingerprint, Known> known = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT k.n, i.id, a.id IS NOT NULL AS allow_listed,
                    i.id IS NOT NULL AND EXISTS (
                        SELECT FROM report r CROSS JOIN LATERAL (SELECT * FROM listing
                        WHERE collection_id = r.collection_id AND id = r.listing_id OFFSET 0) AS l
                        WHERE r.collection_id = i.collection_id AND r.indicator_id = i.id AND r.member_id = ?
                            AND l.state <> 4) AS reported,
                    own.listings AS own_listings, own.pulled
                FROM unnest(?::smallint[], ?::bytea[]) WITH ORDINALITY AS k(type, value, n)
                LEFT JOIN indicator i ON i.collection_id = ? AND i.type = k.type AND i.value = k.value
                LEFT JOIN allow_list a ON a.collection_id = ? AND a.type = k.type AND a.value = k.value
                CROSS JOIN LATERAL (SELECT count(*) AS listings, min(pulled) AS pulled FROM (
                    SELECT pulled FROM report r
                    WHERE r.collection_id = i.collection_id AND r.indicator_id = i.id AND r.member_id = ?
                    LIMIT ?) AS report) AS own
                WHERE i.id IS NOT NULL OR a.id IS NOT NULL
                """)) {
            statement.setInt(1, caller.memberId());
            statement.setArray(
                    2,
                    SqlArrays.shorts(
                            connection,
                            SqlArrays.column(fingerprints, f -> f.type().code())));
            statement.setArray(3, SqlArrays.bytes(connection, SqlArrays.column(fingerprints, Fingerprint::value)));
            statement.setInt(4, collectionId);
            statement.setInt(5, collectionId);
            statement.setInt(6, caller.memberId());
            statement.setInt(7, countTo);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    known.put(
                            fingerprints.get(row.getInt("n") - 1),
                            new Known(
                                    row.getObject("id", UUID.class),
                                    row.getBoolean("reported"),
                                    row.getObject("pulled", Long.class),
                                    row.getInt("own_listings"),
                                    row.getBoolean("allow_listed")));
                }
            }
        }
        return known;
    }

    /** Which of the caller's listings carry which of the fingerprints. */
    Set<Carried> carried(
            Caller caller,
            Connection connection,
            int collectionId,
            Collection<UUID> listings,
            Map<UUID, Fingerprint> indicators)
            throws SQLException {
        Set<Carried> carried = new HashSet<>();
        if (listings.isEmpty() || indicators.isEmpty()) {
            return carried;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT listing_id, indicator_id FROM report
                WHERE collection_id = ? AND listing_id = ANY(?) AND member_id = ? AND indicator_id = ANY(?)
                """)) {
            statement.setInt(1, collectionId);
            statement.setArray(2, SqlArrays.uuids(connection, listings));
            statement.setInt(3, caller.memberId());
            statement.setArray(4, SqlArrays.uuids(connection, indicators.keySet()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    carried.add(new Carried(
                            row.getObject("listing_id", UUID.class),
                            Objects.requireNonNull(indicators.get(row.getObject("indicator_id", UUID.class)))));
                }
            }
        }
        return carried;
    }
}
