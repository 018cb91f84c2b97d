package org.alarmcall.indicator;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.SqlArrays;
import org.alarmcall.vocabulary.Labels;
import org.alarmcall.vocabulary.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Where two people must approve: keeps the first approval. It is of a listing as it was, so that it counts no longer
 * when the listing is replaced. What is decided must be locked.
 */
@Singleton
@Startup
class FirstApprovals {

    private final Set<String> categories;

    FirstApprovals(ReviewConfig config, Vocabulary vocabulary) {
        categories = config.twoPeopleCategories().orElse(Set.of());
        for (String category : categories) {
            if (!vocabulary.isPolicyCategory(category)) {
                throw new IllegalStateException("alarmcall.review.two-people-categories holds '" + category
                        + "', which is no policy category of this coalition");
            }
        }
    }

    /**
     * Takes the caller's approval of listings. Those that need a second one, which are to be left as they are; all others
     * may be approved. Who changes the labels that the first has approved is a first one again.
     *
     * @param labels as the caller corrects them; null when it does not
     */
    Set<UUID> awaitingSecond(
            Caller caller,
            Connection connection,
            CollectionRef collection,
            Collection<UUID> listings,
            @Nullable Labels labels)
            throws SQLException {
        if (categories.isEmpty() || listings.isEmpty()) {
            return Set.of();
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO first_approval AS f (collection_id, listing_id, revision, client_id, labels, at)
                SELECT l.collection_id, l.id, l.revision + ?, ?, ?::json, clock_timestamp()
                FROM listing l LEFT JOIN first_approval f
                    ON f.collection_id = l.collection_id AND f.listing_id = l.id AND f.revision = l.revision
                WHERE l.collection_id = ? AND l.id = ANY(?)
                    AND (l.labels ->> 'policyCategory' = ANY(?) OR f.labels ->> 'policyCategory' = ANY(?)
                        OR ?::text = ANY(?))
                    AND NOT coalesce(f.client_id <> ? AND (?::text IS NULL OR f.labels::text = ?), false)
                ON CONFLICT (collection_id, listing_id) DO UPDATE
                    SET revision = excluded.revision, client_id = excluded.client_id, at = excluded.at,
                        labels = coalesce(excluded.labels, CASE WHEN f.client_id = excluded.client_id
                            AND f.revision = excluded.revision THEN f.labels END)
                RETURNING listing_id
                """)) {
            String text = labels == null ? null : labels.json();
            Array twoPeople = SqlArrays.texts(connection, List.copyOf(categories));
            statement.setInt(1, labels == null ? 0 : 1);
            statement.setString(2, caller.clientId());
            statement.setString(3, text);
            statement.setInt(4, collection.id());
            statement.setArray(5, SqlArrays.uuids(connection, listings));
            statement.setArray(6, twoPeople);
            statement.setArray(7, twoPeople);
            statement.setString(8, labels == null ? null : labels.policyCategory());
            statement.setArray(9, twoPeople);
            statement.setString(10, caller.clientId());
            statement.setString(11, text);
            statement.setString(12, text);
            Set<UUID> waiting = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    waiting.add(row.getObject(1, UUID.class));
                }
            }
            if (labels != null) {
                raiseRevision(connection, collection, waiting);
            }
            return waiting;
        }
    }

    /** Whether the caller's is the first approval, with these labels: it need not be taken again. */
    boolean holds(Caller caller, Connection connection, CollectionRef collection, UUID listing, Labels labels)
            throws SQLException {
        if (categories.isEmpty()) {
            return false;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT FROM first_approval f JOIN listing l
                    ON l.collection_id = f.collection_id AND l.id = f.listing_id AND l.revision = f.revision
                WHERE f.collection_id = ? AND f.listing_id = ? AND f.client_id = ? AND f.labels::text = ?
                    AND (l.labels ->> 'policyCategory' = ANY(?) OR f.labels ->> 'policyCategory' = ANY(?))
                """)) {
            Array twoPeople = SqlArrays.texts(connection, List.copyOf(categories));
            statement.setInt(1, collection.id());
            statement.setObject(2, listing);
            statement.setString(3, caller.clientId());
            statement.setString(4, labels.json());
            statement.setArray(5, twoPeople);
            statement.setArray(6, twoPeople);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Who has the listing open has not seen the corrected labels: its approval must not be theirs. */
    private static void raiseRevision(Connection connection, CollectionRef collection, Collection<UUID> listings)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE listing SET revision = revision + 1 WHERE collection_id = ? AND id = ANY(?)")) {
            statement.setInt(1, collection.id());
            statement.setArray(2, SqlArrays.uuids(connection, listings));
            statement.executeUpdate();
        }
    }

    /** Those whose labels another person has corrected: they are approved one by one, by who has seen these labels. */
    Set<UUID> correctedByOthers(
            Caller caller, Connection connection, CollectionRef collection, Collection<UUID> listings)
            throws SQLException {
        if (categories.isEmpty() || listings.isEmpty()) {
            return Set.of();
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT f.listing_id
                FROM first_approval f CROSS JOIN LATERAL (SELECT revision FROM listing
                    WHERE collection_id = f.collection_id AND id = f.listing_id OFFSET 0) AS l
                WHERE f.collection_id = ? AND f.listing_id = ANY(?) AND f.revision = l.revision
                    AND f.labels IS NOT NULL AND f.client_id <> ?
                """)) {
            statement.setInt(1, collection.id());
            statement.setArray(2, SqlArrays.uuids(connection, listings));
            statement.setString(3, caller.clientId());
            Set<UUID> corrected = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    corrected.add(row.getObject(1, UUID.class));
                }
            }
            return corrected;
        }
    }

    /** After a decision. */
    void forget(Caller caller, Connection connection, CollectionRef collection, Collection<UUID> listings)
            throws SQLException {
        if (categories.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "DELETE FROM first_approval WHERE collection_id = ? AND listing_id = ANY(?)")) {
            statement.setInt(1, collection.id());
            statement.setArray(2, SqlArrays.uuids(connection, listings));
            statement.executeUpdate();
        }
    }
}
