package org.alarmcall.feed;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log: its newest entries from memory, all others from the database. The database joins the entries of a block
 * into one value, which goes to the wire as it is: reading a feed costs neither objects nor encoding.
 */
@Singleton
class FeedReader {

    /** How entries are joined. */
    enum Framing {
        /** {@code entry,entry} */
        JSON("string_agg(%s, ',' ORDER BY position)"),
        /** {@code entry\n} */
        NDJSON("string_agg(%s, E'\\n' ORDER BY position) || E'\\n'"),
        /** {@code id:position\ndata:entry\n\n} */
        SSE("string_agg('id:' || position || E'\\ndata:' || %s, E'\\n\\n' ORDER BY position) || E'\\n\\n'");

        private final String all;
        private final String filtered;

        Framing(String aggregate) {
            all = "SELECT " + aggregate.formatted("payload") + " FROM feed_entry"
                    + " WHERE collection_id = ? AND position > ? AND position <= ?";
            filtered = "SELECT "
                    + aggregate.formatted(
                            "CASE WHEN tier >= ? OR leave_payload IS NULL THEN payload ELSE leave_payload END")
                    + " FROM feed_entry WHERE collection_id = ? AND position > ? AND position <= ? " + FILTER;
        }
    }

    private static final String FILTER = " AND greatest(tier, tier_before) >= ?"
            + " AND (cardinality(?::text[]) = 0 OR kind = ANY(?::text[]))"
            + " AND (cardinality(?::text[]) = 0 OR kind <> 'indicator' OR type = ANY(?::text[]))";

    /** Positions that one request looks at when its filter leaves most of them out. */
    private static final long MAX_SCANNED = 200_000;

    private final Database database;
    private final Tails tails;

    FeedReader(Database database, Tails tails) {
        this.database = database;
        this.tails = tails;
    }

    private record Log(long head, byte[] headChain, byte @Nullable [] chainAtAfter) {}

    /**
     * Finds the page that comes after a position.
     *
     * @param chain what the reader has as the running hash at {@code after}; null when it does not say
     * @throws org.alarmcall.platform.ProblemException {@code feed-rewound} when it has read another feed
     */
    FeedPage page(
            Caller caller,
            CollectionRef collection,
            FeedFilter filter,
            long after,
            @Nullable String chain,
            long limit) {
        Tail tail = tails.of(collection.id());
        if (tail != null && tail.reaches(after) && (chain == null || isChain(tail.chainAt(after), chain))) {
            return tail.page(filter, after, limit);
        }
        return logged(caller, collection, filter, after, chain, limit);
    }

    /** The same from the database, for who compares it with what else the database says. */
    FeedPage logged(
            Caller caller,
            CollectionRef collection,
            FeedFilter filter,
            long after,
            @Nullable String chain,
            long limit) {
        return database.call(connection -> {
            Log log = log(connection, collection.id(), after);
            checkSameFeed(log, after, chain);
            if (after == log.head()) {
                return new FeedPage(after, after, log.headChain(), log.head(), 0);
            }
            return filter.isAll()
                    ? unfiltered(connection, collection, log, after, limit)
                    : filtered(connection, collection, filter, log, after, limit);
        });
    }

    private static FeedPage unfiltered(Connection connection, CollectionRef collection, Log log, long after, long limit)
            throws SQLException {
        long next = Math.min(log.head(), after + limit);
        return new FeedPage(after, next, chainAt(connection, collection.id(), next, log), log.head(), next - after);
    }

    private static FeedPage filtered(
            Connection connection, CollectionRef collection, FeedFilter filter, Log log, long after, long limit)
            throws SQLException {
        long end = Math.min(log.head(), after + MAX_SCANNED);
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT count(*), max(position) FROM (SELECT position FROM feed_entry"
                        + " WHERE collection_id = ? AND position > ? AND position <= ? " + FILTER
                        + " ORDER BY position LIMIT ?) AS page")) {
            statement.setInt(1, collection.id());
            statement.setLong(2, after);
            statement.setLong(3, end);
            int parameter = setFilter(connection, statement, 4, filter);
            statement.setLong(parameter, limit);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long entries = row.getLong(1);
                long next = entries < limit ? end : row.getLong(2);
                return new FeedPage(after, next, chainAt(connection, collection.id(), next, log), log.head(), entries);
            }
        }
    }

    /** The entries of a range that pass the filter, joined; null when none does. */
    byte @Nullable [] block(
            Caller caller, CollectionRef collection, FeedFilter filter, Framing framing, long after, long upTo) {
        Tail tail = tails.of(collection.id());
        if (tail != null && tail.reaches(after) && tail.reaches(upTo)) {
            return tail.block(filter, framing, after, upTo);
        }
        return database.call(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement(filter.isAll() ? framing.all : framing.filtered)) {
                int parameter = 1;
                if (!filter.isAll()) {
                    statement.setInt(parameter++, filter.tier().rank());
                }
                statement.setInt(parameter++, collection.id());
                statement.setLong(parameter++, after);
                statement.setLong(parameter++, upTo);
                if (!filter.isAll()) {
                    setFilter(connection, statement, parameter, filter);
                }
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getBytes(1);
                }
            }
        });
    }

    /** The last position of each feed. */
    Map<Integer, Long> heads(Caller caller) {
        return database.call(connection -> {
            Map<Integer, Long> heads = new HashMap<>();
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT collection_id, position FROM feed_head");
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    heads.put(row.getInt(1), row.getLong(2));
                }
            }
            return heads;
        });
    }

    private static int setFilter(Connection connection, PreparedStatement statement, int from, FeedFilter filter)
            throws SQLException {
        int parameter = from;
        statement.setInt(parameter++, filter.tier().rank());
        for (int twice = 0; twice < 2; twice++) {
            statement.setArray(parameter++, SqlArrays.texts(connection, filter.kinds()));
        }
        for (int twice = 0; twice < 2; twice++) {
            statement.setArray(parameter++, SqlArrays.texts(connection, filter.types()));
        }
        return parameter;
    }

    private static Log log(Connection connection, int collectionId, long after) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT head.position, head.chain,
                       (SELECT chain FROM feed_entry WHERE collection_id = head.collection_id AND position = ?)
                FROM feed_head AS head WHERE collection_id = ?
                """)) {
            statement.setLong(1, after);
            statement.setInt(2, collectionId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? new Log(row.getLong(1), row.getBytes(2), after == 0 ? Chain.zero() : row.getBytes(3))
                        : new Log(0, Chain.zero(), after == 0 ? Chain.zero() : null);
            }
        }
    }

    private static void checkSameFeed(Log log, long after, @Nullable String chain) {
        if (after > log.head()) {
            throw Problem.FEED_REWOUND.because("The feed ends at " + log.head() + ", before " + after
                    + ". Take a snapshot and go on from its position.");
        }
        if (chain != null && (log.chainAtAfter() == null || !isChain(log.chainAtAfter(), chain))) {
            throw Problem.FEED_REWOUND.because(
                    "The running hash at " + after + " is another one. Take a snapshot and go on from its position.");
        }
    }

    private static boolean isChain(byte[] chain, String hex) {
        return Arrays.equals(chain, HexFormat.of().parseHex(hex));
    }

    private static byte[] chainAt(Connection connection, int collectionId, long position, Log log) throws SQLException {
        if (position == log.head()) {
            return log.headChain();
        }
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT chain FROM feed_entry WHERE collection_id = ? AND position = ?")) {
            statement.setInt(1, collectionId);
            statement.setLong(2, position);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("feed " + collectionId + " has no entry " + position);
                }
                return row.getBytes(1);
            }
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
