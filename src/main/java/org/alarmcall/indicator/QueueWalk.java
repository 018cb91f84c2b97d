package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.MemberView;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Cursor;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.SqlArrays;
import org.alarmcall.platform.SqlTimes;
import org.alarmcall.vocabulary.Labels;
import org.jspecify.annotations.Nullable;

/**
 * Walks what waits by its indexes. A page looks at no more than {@link #MAX_WALKED} listings, however few of them the
 * filter lets through, so that it may have fewer rows than asked for and still a next page.
 */
@Singleton
class QueueWalk {

    static final int MAX_WALKED = 5_000;

    private static final int NO_MEMBER = -1;
    private static final String COLUMNS = "id, collection_id, member_id, submission_id, reference, revision, labels, "
            + "received_at, queue_reason, state, candidate, recalled";

    private final Members members;

    QueueWalk(Members members) {
        this.members = members;
    }

    /** Where a walk is: in which of its order's walks, after which listing. */
    private record Place(int walk, UUID after) {

        static final UUID BEFORE_ALL = new UUID(0, 0);

        static Place of(@Nullable String cursor, QueueOrder order) {
            String text = Cursor.text(cursor);
            if (text.isEmpty()) {
                return new Place(0, BEFORE_ALL);
            }
            String[] parts = text.split(":", -1);
            if (parts.length == 2 && parts[0].matches("\\d")) {
                int walk = Integer.parseInt(parts[0]);
                if (walk < order.walks().size()) {
                    try {
                        return new Place(walk, UUID.fromString(parts[1]));
                    } catch (IllegalArgumentException e) {
                        throw unreadable();
                    }
                }
            }
            throw unreadable();
        }

        private static RuntimeException unreadable() {
            return Problem.INVALID_CURSOR.because("Send the cursor that the last page gave, or none.");
        }

        String cursor() {
            return Cursor.of(walk + ":" + after);
        }
    }

    /** One step: what it found, and the last listing that it looked at when there may be more. */
    private record Step(List<QueueRow> rows, @Nullable UUID stoppedAt) {}

    Page<QueueRow> page(
            Caller caller,
            Connection connection,
            List<CollectionRef> collections,
            QueueFilter filter,
            QueueFilter.Without without,
            @Nullable String cursor,
            int limit)
            throws SQLException {
        Place place = Place.of(cursor, filter.order());
        List<QueueRow> rows = new ArrayList<>();
        UUID after = place.after();
        for (int walk = place.walk(); walk < filter.order().walks().size(); walk++) {
            int wanted = limit - rows.size();
            Step step = step(caller, connection, collections, filter, without, walk, after, wanted + 1);
            rows.addAll(step.rows().subList(0, Math.min(wanted, step.rows().size())));
            if (step.rows().size() > wanted) {
                UUID last = wanted == 0 ? after : rows.get(rows.size() - 1).listingId();
                return new Page<>(rows, new Place(walk, last).cursor());
            }
            if (step.stoppedAt() != null) {
                return new Page<>(rows, new Place(walk, step.stoppedAt()).cursor());
            }
            after = Place.BEFORE_ALL;
        }
        return new Page<>(rows, null);
    }

    private Step step(
            Caller caller,
            Connection connection,
            List<CollectionRef> collections,
            QueueFilter filter,
            QueueFilter.Without without,
            int walk,
            UUID after,
            int limit)
            throws SQLException {
        List<String> conditions = filter.order().walks().get(walk);
        String walks =
                conditions.stream().map("""
                (SELECT %s FROM listing
                WHERE collection_id = c.id AND %%s AND id > ? AND id <> ALL(?) AND submission_id <> ALL(?)
                    AND NOT EXISTS (SELECT FROM first_approval f WHERE f.collection_id = listing.collection_id
                        AND f.listing_id = listing.id AND f.revision = listing.revision AND f.client_id = ?)
                ORDER BY id LIMIT ?)
                """.formatted(COLUMNS)::formatted).collect(Collectors.joining(" UNION ALL "));
        int walked = filter.isSelective() ? MAX_WALKED : limit;
        try (PreparedStatement statement = connection.prepareStatement("""
                WITH walked AS MATERIALIZED (
                    SELECT w.* FROM unnest(?::integer[]) AS c(id) CROSS JOIN LATERAL (%s) AS w ORDER BY w.id LIMIT ?)
                SELECT w.*, e.number, e.last
                FROM (SELECT count(*) AS number, (SELECT id FROM walked ORDER BY id DESC LIMIT 1) AS last FROM walked) e
                LEFT JOIN LATERAL (
                    SELECT * FROM walked
                    WHERE (?::smallint IS NULL OR queue_reason = ?) AND (?::integer IS NULL OR member_id = ?)
                        AND (?::text IS NULL OR labels ->> 'policyCategory' = ?)
                        AND (?::text IS NULL OR labels ->> 'term' = ?)
                        AND (?::text IS NULL OR strpos(lower(concat_ws(' ', labels -> 'taxon' ->> 'scientificName',
                            labels -> 'taxon' ->> 'nameAsReported')), lower(?)) > 0)
                    ORDER BY id LIMIT ?) AS w ON true
                ORDER BY w.id
                """.formatted(walks))) {
            int at = 1;
            statement.setArray(at++, SqlArrays.integers(connection, SqlArrays.column(collections, CollectionRef::id)));
            for (int i = 0; i < conditions.size(); i++) {
                statement.setObject(at++, after);
                statement.setArray(at++, SqlArrays.uuids(connection, without.listings()));
                statement.setArray(at++, SqlArrays.uuids(connection, without.submissions()));
                statement.setString(at++, without.approver());
                statement.setInt(at++, walked);
            }
            statement.setInt(at++, walked);
            QueueReason reason = filter.reason();
            Short reasonCode = reason == null ? null : reason.code();
            Integer memberId = filter.member() == null
                    ? null
                    : members.number(caller, filter.member()).orElse(NO_MEMBER);
            for (Object value : Arrays.asList(reasonCode, memberId, filter.category(), filter.term(), filter.taxon())) {
                statement.setObject(at++, value);
                statement.setObject(at++, value);
            }
            statement.setInt(at, limit);
            try (ResultSet row = statement.executeQuery()) {
                List<QueueRow> rows = new ArrayList<>();
                UUID stoppedAt = null;
                while (row.next()) {
                    if (filter.isSelective() && row.getInt("number") == walked) {
                        stoppedAt = row.getObject("last", UUID.class);
                    }
                    if (row.getObject("id") != null) {
                        rows.add(row(caller, row));
                    }
                }
                return new Step(rows, stoppedAt);
            }
        }
    }

    /** What waits, up to {@code most}. */
    static int count(Connection connection, List<CollectionRef> collections, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT count(*) FROM (
                    SELECT FROM unnest(?::integer[]) AS c(id) CROSS JOIN LATERAL (
                        (SELECT FROM listing WHERE collection_id = c.id AND state = 0 LIMIT ?)
                        UNION ALL
                        (SELECT FROM listing WHERE collection_id = c.id AND recalled AND state = 1 LIMIT ?)) AS w
                    LIMIT ?) AS waiting
                """)) {
            statement.setArray(1, SqlArrays.integers(connection, SqlArrays.column(collections, CollectionRef::id)));
            statement.setInt(2, most);
            statement.setInt(3, most);
            statement.setInt(4, most);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Those of the listings that there are, whether they wait or not; in the order of their ids. */
    List<QueueRow> rows(
            Caller caller, Connection connection, List<CollectionRef> collections, Collection<UUID> listings)
            throws SQLException {
        Database.joinByKey(connection);
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM listing WHERE collection_id = ANY(?) AND id = ANY(?) ORDER BY id")) {
            statement.setArray(1, SqlArrays.integers(connection, SqlArrays.column(collections, CollectionRef::id)));
            statement.setArray(2, SqlArrays.uuids(connection, listings));
            try (ResultSet row = statement.executeQuery()) {
                List<QueueRow> rows = new ArrayList<>();
                while (row.next()) {
                    rows.add(row(caller, row));
                }
                return rows;
            }
        }
    }

    private QueueRow row(Caller caller, ResultSet row) throws SQLException {
        MemberView member = members.member(caller, row.getInt("member_id"));
        boolean pending = row.getInt("state") == ReviewState.PENDING.code();
        boolean recalled = row.getBoolean("recalled") && row.getInt("state") == ReviewState.APPROVED.code();
        return new QueueRow(
                row.getObject("id", UUID.class),
                row.getInt("revision"),
                members.collection(caller, row.getInt("collection_id")).slug(),
                row.getObject("submission_id", UUID.class),
                row.getString("reference"),
                member.slug(),
                member.name(),
                Labels.ofJson(row.getString("labels")),
                SqlTimes.time(row, "received_at"),
                QueueReason.ofCode(row.getInt("queue_reason")).wire(),
                pending ? row.getBoolean("candidate") : recalled,
                pending || recalled);
    }
}
