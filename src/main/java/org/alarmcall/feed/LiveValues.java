package org.alarmcall.feed;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.SqlArrays;

/** The door for lookups: what is in a feed now, by {@link FeedSource.State#lookupValue}. The same on every node. */
@Singleton
public class LiveValues {

    /** Values of a range that is answered; of a million hashes a range of 20 bits has about one. */
    public static final int MOST_RANGED = 10_000;

    private final Database database;

    LiveValues(Database database) {
        this.database = database;
    }

    /** What is asked for. */
    public record Key(String type, byte[] value) {}

    /**
     * An indicator that is in the feed.
     *
     * @param object its JSON as last published
     */
    public record Found(UUID id, String type, byte[] value, String object) {}

    /** An indicator that is in the feed, without what is published of it. */
    public record FoundId(UUID id, String type, byte[] value) {}

    /** A value of a range. */
    public record Ranged(byte[] value, Tier tier) {}

    /**
     * The values of a range, and where the feed was when they were read.
     *
     * @param chain the running hash at the position
     * @param values in their order
     */
    public record Range(long position, byte[] chain, List<Ranged> values) {}

    /**
     * {@code OFFSET 0} keeps each look-up by its key: of a collection newer than its statistics PostgreSQL would read all
     * of it. The kind stands outside, or it would take the key that begins with the kind for as good as that of the values.
     */
    private static final String LOOK_UP = """
            FROM unnest(?::text[], ?::bytea[]) AS asked(type, value)
            JOIN LATERAL (SELECT subject_id, position, kind FROM feed_live
                WHERE collection_id = ? AND type = asked.type AND value = asked.value
                OFFSET 0) AS live ON live.kind = 'indicator'
            """;

    private static final String FIND =
            "SELECT live.subject_id, asked.type, asked.value, entry.payload " + LOOK_UP + """
            CROSS JOIN LATERAL (SELECT payload FROM feed_entry
                WHERE collection_id = ? AND position = live.position OFFSET 0) AS entry
            """;

    private static final String IDS = "SELECT live.subject_id, asked.type, asked.value " + LOOK_UP;

    /** The indicators that have one of these values. */
    public List<Found> find(Caller caller, CollectionRef collection, Collection<Key> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        return database.call(connection -> {
            List<Found> found = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(FIND)) {
                setKeys(connection, statement, collection, keys);
                statement.setInt(4, collection.id());
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(new Found(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                row.getBytes(3),
                                Sequencing.object(FeedSource.INDICATOR, row.getString(4))));
                    }
                }
            }
            return found;
        });
    }

    /** As {@link #find}, the ids alone. */
    public List<FoundId> ids(Caller caller, CollectionRef collection, Collection<Key> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        return database.call(connection -> {
            List<FoundId> found = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(IDS)) {
                setKeys(connection, statement, collection, keys);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(new FoundId(row.getObject(1, UUID.class), row.getString(2), row.getBytes(3)));
                    }
                }
            }
            return found;
        });
    }

    private static void setKeys(
            Connection connection, PreparedStatement statement, CollectionRef collection, Collection<Key> keys)
            throws SQLException {
        statement.setArray(1, SqlArrays.texts(connection, SqlArrays.column(keys, Key::type)));
        statement.setArray(2, SqlArrays.bytes(connection, SqlArrays.column(keys, Key::value)));
        statement.setInt(3, collection.id());
    }

    /**
     * The values of a type from {@code first} to {@code last}, both with them, in the order of their bytes.
     *
     * @throws org.alarmcall.platform.ProblemException 422 when there are more than {@link #MOST_RANGED}: members choose what
     *     they send, and could fill one range
     */
    public Range range(Caller caller, CollectionRef collection, String type, byte[] first, byte[] last) {
        return database.call(connection -> {
            long position = 0;
            byte[] chain = Chain.zero();
            List<Ranged> values = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT head.position, head.chain, live.value, live.tier
                    FROM feed_head AS head
                    LEFT JOIN LATERAL (SELECT value, tier FROM feed_live
                        WHERE collection_id = head.collection_id AND type = ? AND value BETWEEN ? AND ?
                            AND kind = 'indicator'
                        ORDER BY value LIMIT ?) AS live ON true
                    WHERE head.collection_id = ?
                    """)) {
                statement.setString(1, type);
                statement.setBytes(2, first);
                statement.setBytes(3, last);
                statement.setInt(4, MOST_RANGED + 1);
                statement.setInt(5, collection.id());
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        position = row.getLong(1);
                        chain = row.getBytes(2);
                        byte[] value = row.getBytes(3);
                        if (value != null) {
                            values.add(new Ranged(value, Tier.ofRank(row.getInt(4))));
                        }
                    }
                }
            }
            if (values.size() > MOST_RANGED) {
                throw Problem.INVALID.because("This range has more than " + MOST_RANGED
                        + " values. Follow the feed and look it up in your copy, or look the value itself up.");
            }
            return new Range(position, chain, values);
        });
    }
}
