package org.alarmcall.feed;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries of every feed on this node. Readers that keep up all ask for the same few entries, or whether there
 * is one: that is answered from here, and whatever a tail does not reach by the database. It is kept by the listener
 * alone, and counts only while that hears from the database.
 */
@Singleton
class Tails {

    private static final long COUNTS_NANOS = 3_000_000_000L;
    private static final int FIRST_LINES = 200;

    private final Map<Integer, Tail> tails = new ConcurrentHashMap<>();
    private volatile long heard = System.nanoTime() - COUNTS_NANOS;

    /** The tail of a collection's feed; null when there is none, or none that counts. */
    @Nullable
    Tail of(int collectionId) {
        return System.nanoTime() - heard < COUNTS_NANOS ? tails.get(collectionId) : null;
    }

    /** The database was heard of: what is here was the truth just now. */
    void heard() {
        heard = System.nanoTime();
    }

    /** Forgets all, when a connection was lost and with it what was told meanwhile. */
    void forget() {
        tails.clear();
    }

    /** The head was read: a tail that is not of this feed goes. */
    void readHead(Connection connection, int collectionId, long head, byte[] chain) throws SQLException {
        Tail tail = tails.get(collectionId);
        if (tail == null || tail.head() > head || tail.head() == head && !Arrays.equals(tail.headChain(), chain)) {
            tails.put(collectionId, begin(connection, collectionId, head, chain));
        } else {
            follow(connection, collectionId, head);
        }
    }

    private static Tail begin(Connection connection, int collectionId, long head, byte[] chain) throws SQLException {
        List<Tail.Line> lines = lines(connection, collectionId, Math.max(0, head - FIRST_LINES), head);
        if (lines.isEmpty()) {
            return Tail.at(head, chain);
        }
        long first = head - lines.size() + 1;
        Tail before = first == 1
                ? Tail.at(0, Chain.zero())
                : Tail.at(first, lines.remove(0).chain());
        Tail tail = before.plus(lines);
        return tail != null && Arrays.equals(tail.headChain(), chain) ? tail : Tail.at(head, chain);
    }

    /** The head is known to be at {@code head}: reads what is new, unless that is much. */
    void follow(Connection connection, int collectionId, long head) throws SQLException {
        Tail tail = tails.get(collectionId);
        if (tail == null || tail.head() >= head) {
            return;
        }
        Tail longer = head - tail.head() > Tail.MAX_ENTRIES
                ? null
                : tail.plus(lines(connection, collectionId, tail.head(), head));
        if (longer == null) {
            tails.remove(collectionId); // begins anew with the next head that is read
        } else {
            tails.put(collectionId, longer);
        }
    }

    private static List<Tail.Line> lines(Connection connection, int collectionId, long after, long upTo)
            throws SQLException {
        List<Tail.Line> lines = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT kind, type, tier, tier_before, payload, leave_payload, chain FROM feed_entry
                WHERE collection_id = ? AND position > ? AND position <= ? ORDER BY position
                """)) {
            statement.setInt(1, collectionId);
            statement.setLong(2, after);
            statement.setLong(3, upTo);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String leave = row.getString(6);
                    lines.add(new Tail.Line(
                            row.getString(1),
                            row.getString(2),
                            row.getInt(3),
                            row.getInt(4),
                            row.getString(5).getBytes(StandardCharsets.UTF_8),
                            leave == null ? null : leave.getBytes(StandardCharsets.UTF_8),
                            row.getBytes(7)));
                }
            }
        }
        return lines;
    }
}
