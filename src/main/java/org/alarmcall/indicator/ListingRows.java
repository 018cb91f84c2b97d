package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.SqlArrays;
import org.alarmcall.platform.SqlTimes;
import org.alarmcall.vocabulary.Labels;
import org.jspecify.annotations.Nullable;

/** A member's own listings. */
@Singleton
class ListingRows {

    private final NearestIndicators nearest;

    ListingRows(NearestIndicators nearest) {
        this.nearest = nearest;
    }

    record Own(UUID id, ReviewState state) {}

    /** By reference, after the listing {@code after}; two queries, however many listings. */
    List<ListingView> page(
            Caller caller,
            Connection connection,
            int collectionId,
            @Nullable String reference,
            @Nullable ReviewState state,
            @Nullable UUID after,
            int limit)
            throws SQLException {
        List<ListingView> listings = new ArrayList<>();
        String conditions = (reference == null ? "" : " AND reference = ?")
                + (state == null ? "" : " AND state = " + state.code())
                + (after == null
                        ? ""
                        : " AND reference > (SELECT reference FROM listing WHERE collection_id = ? AND id = ? AND member_id = ?)");
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT id, reference, submission_id, observed_at, received_at, sent_at, labels, note, state,
                    decision_reason, decided_at
                FROM listing WHERE collection_id = ? AND member_id = ?%s
                ORDER BY reference LIMIT ?
                """.formatted(conditions))) {
            int next = 1;
            statement.setInt(next++, collectionId);
            statement.setInt(next++, caller.memberId());
            if (reference != null) {
                statement.setString(next++, reference);
            }
            if (after != null) {
                statement.setInt(next++, collectionId);
                statement.setObject(next++, after);
                statement.setInt(next++, caller.memberId());
            }
            statement.setInt(next, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    listings.add(listing(row));
                }
            }
        }
        Map<UUID, List<Carried>> carried = carried(
                caller,
                connection,
                collectionId,
                listings.stream().map(ListingView::listingId).toList());
        for (ListingView listing : listings) {
            for (Carried one : carried.getOrDefault(listing.listingId(), List.of())) {
                listing.indicators()
                        .add(new ListingView.Indicator(
                                one.fingerprint().type().wire(),
                                one.fingerprint().canonical(),
                                one.quality()));
            }
        }
        return listings;
    }

    /** A fingerprint of a listing. */
    private record Carried(
            Fingerprint fingerprint, @Nullable Integer quality) {}

    private static ListingView listing(ResultSet row) throws SQLException {
        return new ListingView(
                row.getObject("id", UUID.class),
                row.getString("reference"),
                row.getObject("submission_id", UUID.class),
                SqlTimes.time(row, "observed_at"),
                SqlTimes.time(row, "received_at"),
                SqlTimes.time(row, "sent_at"),
                Labels.ofJson(row.getString("labels")),
                row.getString("note"),
                ReviewState.ofCode(row.getInt("state")).wire(),
                row.getString("decision_reason"),
                SqlTimes.nullable(row, "decided_at"),
                new ArrayList<>());
    }

    private static Map<UUID, List<Carried>> carried(
            Caller caller, Connection connection, int collectionId, List<UUID> listings) throws SQLException {
        Map<UUID, List<Carried>> carried = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT r.listing_id, r.quality, i.type, i.value
                FROM report r CROSS JOIN LATERAL (SELECT type, value FROM indicator
                    WHERE collection_id = r.collection_id AND id = r.indicator_id OFFSET 0) AS i
                WHERE r.collection_id = ? AND r.listing_id = ANY(?) AND r.member_id = ?
                ORDER BY i.type, i.value
                """)) {
            statement.setInt(1, collectionId);
            statement.setArray(2, SqlArrays.uuids(connection, listings));
            statement.setInt(3, caller.memberId());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Fingerprint fingerprint =
                            Fingerprint.of(FingerprintType.ofCode(row.getInt("type")), row.getBytes("value"));
                    int quality = row.getInt("quality");
                    Integer kept = row.wasNull() ? null : quality;
                    carried.computeIfAbsent(row.getObject("listing_id", UUID.class), id -> new ArrayList<>())
                            .add(new Carried(fingerprint, kept));
                }
            }
        }
        return carried;
    }

    Optional<SubmissionView> submission(
            Caller caller, Connection connection, CollectionRef collection, UUID submissionId, UUID after, int limit)
            throws SQLException {
        int collectionId = collection.id();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT received_at, received, created, corroborated, duplicate, rejected FROM submission
                WHERE collection_id = ? AND id = ? AND member_id = ?
                """)) {
            statement.setInt(1, collectionId);
            statement.setObject(2, submissionId);
            statement.setInt(3, caller.memberId());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                List<SubmissionView.Item> items =
                        items(caller, connection, collectionId, submissionId, after, limit + 1);
                boolean more = items.size() > limit;
                List<SubmissionView.Item> shown = more ? items.subList(0, limit) : items;
                addIndicators(caller, connection, collection, shown);
                return Optional.of(new SubmissionView(
                        submissionId,
                        SqlTimes.time(row, "received_at"),
                        row.getInt("received"),
                        new SubmissionSummary(
                                row.getInt("created"),
                                row.getInt("corroborated"),
                                row.getInt("duplicate"),
                                row.getInt("rejected")),
                        shown,
                        more ? IdCursor.of(items.get(limit - 1).listingId()) : null));
            }
        }
    }

    private static List<SubmissionView.Item> items(
            Caller caller, Connection connection, int collectionId, UUID submissionId, UUID after, int limit)
            throws SQLException {
        List<SubmissionView.Item> items = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT id, reference, state, decision_reason FROM listing
                WHERE collection_id = ? AND submission_id = ? AND member_id = ? AND id > ? ORDER BY id LIMIT ?
                """)) {
            statement.setInt(1, collectionId);
            statement.setObject(2, submissionId);
            statement.setInt(3, caller.memberId());
            statement.setObject(4, after);
            statement.setInt(5, limit);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    items.add(new SubmissionView.Item(
                            row.getObject("id", UUID.class),
                            row.getString("reference"),
                            ReviewState.ofCode(row.getInt("state")).wire(),
                            row.getString("decision_reason"),
                            new ArrayList<>()));
                }
            }
        }
        return items;
    }

    private void addIndicators(
            Caller caller, Connection connection, CollectionRef collection, List<SubmissionView.Item> items)
            throws SQLException {
        Map<UUID, List<Carried>> carried = carried(
                caller,
                connection,
                collection.id(),
                items.stream().map(SubmissionView.Item::listingId).toList());
        Nearby near = nearest.of(
                caller,
                collection,
                carried.values().stream()
                        .flatMap(List::stream)
                        .map(Carried::fingerprint)
                        .toList());
        for (SubmissionView.Item item : items) {
            for (Carried one : carried.getOrDefault(item.listingId(), List.of())) {
                item.indicators()
                        .add(new SubmissionView.Indicator(
                                one.fingerprint().type().wire(),
                                one.fingerprint().canonical(),
                                near.nearest(one.fingerprint()),
                                near.isKnown(one.fingerprint())));
            }
        }
    }

    Map<String, UUID> ids(Caller caller, Connection connection, int collectionId, Collection<String> references)
            throws SQLException {
        Map<String, UUID> ids = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT reference, id FROM listing
                WHERE collection_id = ? AND member_id = ? AND reference = ANY(?) AND state <> 4
                """)) {
            statement.setInt(1, collectionId);
            statement.setInt(2, caller.memberId());
            statement.setArray(3, SqlArrays.texts(connection, references));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ids.put(row.getString(1), row.getObject(2, UUID.class));
                }
            }
        }
        return ids;
    }

    @Nullable
    Own lock(Caller caller, Connection connection, int collectionId, String reference) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT id, state FROM listing WHERE collection_id = ? AND member_id = ? AND reference = ? FOR UPDATE
                """)) {
            statement.setInt(1, collectionId);
            statement.setInt(2, caller.memberId());
            statement.setString(3, reference);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? new Own(row.getObject("id", UUID.class), ReviewState.ofCode(row.getInt("state")))
                        : null;
            }
        }
    }

    /** State 4 is withdrawn. */
    void withdraw(Caller caller, Connection connection, int collectionId, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE listing SET state = 4, revision = revision + 1
                WHERE collection_id = ? AND id = ? AND member_id = ?
                """)) {
            statement.setInt(1, collectionId);
            statement.setObject(2, id);
            statement.setInt(3, caller.memberId());
            statement.executeUpdate();
        }
    }
}
