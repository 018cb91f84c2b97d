package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks what waits by its indexes. A page looks at no more than {@link #MAX_WALKED} listings, however few of them the
 * filter lets through, so that it may have fewer rows than asked for and still a next page.
 */
@Singleton
class QueueWalk {

    static final int MAX_WALKED = 5_000;

    private final QueueRows reader;
    private final FamilyWalk families;

    QueueWalk(QueueRows reader, FamilyWalk families) {
        this.reader = reader;
        this.families = families;
    }

    Page<QueueRow> page(
            Caller caller,
            Connection connection,
            List<CollectionRef> collections,
            QueueFilter filter,
            QueueFilter.Without without,
            @Nullable String cursor,
            int limit)
            throws SQLException {
        QueueOrder order = filter.order();
        List<QueueRow> rows = new ArrayList<>();
        QueuePlace place = QueuePlace.of(cursor, order);
        while (place.walk() < order.walks().size()) {
            int wanted = limit - rows.size();
            QueueStep step = order.isOfFamilies(place.walk())
                    ? families.step(caller, connection, collections, filter, without, place, wanted + 1)
                    : step(caller, connection, collections, filter, without, place, wanted + 1);
            List<QueueStep.Line> shown =
                    step.lines().subList(0, Math.min(wanted, step.lines().size()));
            shown.forEach(line -> rows.add(line.row()));
            if (step.lines().size() > wanted) {
                QueuePlace last =
                        shown.isEmpty() ? place : shown.get(shown.size() - 1).place();
                return new Page<>(rows, last.cursor());
            }
            if (step.stoppedAt() != null) {
                return new Page<>(rows, step.stoppedAt().cursor());
            }
            place = QueuePlace.start(place.walk() + 1);
        }
        return new Page<>(rows, null);
    }

    private QueueStep step(
            Caller caller,
            Connection connection,
            List<CollectionRef> collections,
            QueueFilter filter,
            QueueFilter.Without without,
            QueuePlace place,
            int limit)
            throws SQLException {
        List<String> conditions = filter.order().walks().get(place.walk());
        QueueConditions left = QueueConditions.without(connection, without);
        QueueConditions wanted = reader.wanted(caller, filter);
        String walks = conditions.stream()
                .map("""
                (SELECT %1$s FROM listing
                WHERE collection_id = c.id AND %%s AND id > ? AND %2$s
                ORDER BY id LIMIT ?)
                """.formatted(QueueRows.COLUMNS, left.sql())::formatted)
                .collect(Collectors.joining(" UNION ALL "));
        int walked = filter.isSelective() ? MAX_WALKED : limit;
        try (PreparedStatement statement = connection.prepareStatement("""
                WITH walked AS MATERIALIZED (
                    SELECT w.* FROM unnest(?::integer[]) AS c(id) CROSS JOIN LATERAL (%s) AS w ORDER BY w.id LIMIT ?)
                SELECT w.*, 1 AS family, e.number, e.last
                FROM (SELECT count(*) AS number, (SELECT id FROM walked ORDER BY id DESC LIMIT 1) AS last FROM walked) e
                LEFT JOIN LATERAL (SELECT * FROM walked AS listing WHERE %s ORDER BY id LIMIT ?) AS w ON true
                ORDER BY w.id
                """.formatted(walks, wanted.sql()))) {
            int at = 1;
            statement.setArray(at++, SqlArrays.integers(connection, SqlArrays.column(collections, CollectionRef::id)));
            for (int i = 0; i < conditions.size(); i++) {
                statement.setObject(at++, place.id());
                at = left.bind(statement, at);
                statement.setInt(at++, walked);
            }
            statement.setInt(at++, walked);
            at = wanted.bind(statement, at);
            statement.setInt(at, limit);
            try (ResultSet row = statement.executeQuery()) {
                List<QueueStep.Line> lines = new ArrayList<>();
                QueuePlace stoppedAt = null;
                while (row.next()) {
                    if (filter.isSelective() && row.getInt("number") == walked) {
                        stoppedAt = place.at(0, row.getObject("last", UUID.class));
                    }
                    UUID id = row.getObject("id", UUID.class);
                    if (id != null) {
                        lines.add(new QueueStep.Line(reader.row(caller, row), place.at(0, id)));
                    }
                }
                return new QueueStep(lines, stoppedAt);
            }
        }
    }

    /** The cursor of a page that begins after the listing, or its family; empty when it does not wait. */
    static Optional<String> after(
            Connection connection, List<CollectionRef> collections, QueueOrder order, UUID listing)
            throws SQLException {
        String walks = order.walks().stream()
                .map(conditions -> conditions.isEmpty() ? "f.id IS NOT NULL" : String.join(" OR ", conditions))
                .collect(Collectors.joining("), (", "(", ")"));
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT f.id, f.size, %s
                FROM listing LEFT JOIN queue_family f
                    ON f.collection_id = listing.collection_id AND f.id = listing.family AND listing.state = 0
                WHERE listing.collection_id = ANY(?) AND listing.id = ?
                """.formatted(walks))) {
            statement.setArray(1, SqlArrays.integers(connection, SqlArrays.column(collections, CollectionRef::id)));
            statement.setObject(2, listing);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    for (int walk = 0; walk < order.walks().size(); walk++) {
                        if (row.getBoolean(3 + walk)) {
                            QueuePlace start = QueuePlace.start(walk);
                            QueuePlace place = order.isOfFamilies(walk)
                                    ? start.at(row.getInt(2), row.getObject(1, UUID.class))
                                    : start.at(0, listing);
                            return Optional.of(place.cursor());
                        }
                    }
                }
                return Optional.empty();
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
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + QueueRows.COLUMNS
                + ", 1 AS family FROM listing WHERE collection_id = ANY(?) AND id = ANY(?) ORDER BY id")) {
            statement.setArray(1, SqlArrays.integers(connection, SqlArrays.column(collections, CollectionRef::id)));
            statement.setArray(2, SqlArrays.uuids(connection, listings));
            return read(caller, statement);
        }
    }

    /** The other waiting listings of the family, oldest first. */
    List<QueueRow> family(Caller caller, Connection connection, CollectionRef collection, UUID listing, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + QueueRows.COLUMNS + """
                , 1 AS family FROM listing
                WHERE collection_id = ? AND state = 0 AND id <> ?
                    AND family = (SELECT family FROM listing WHERE collection_id = ? AND id = ?)
                ORDER BY id LIMIT ?
                """)) {
            statement.setInt(1, collection.id());
            statement.setObject(2, listing);
            statement.setInt(3, collection.id());
            statement.setObject(4, listing);
            statement.setInt(5, limit);
            return read(caller, statement);
        }
    }

    private List<QueueRow> read(Caller caller, PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            List<QueueRow> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(reader.row(caller, row));
            }
            return rows;
        }
    }
}
