package org.alarmcall.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Database;
import org.jspecify.annotations.Nullable;

/**
 * Turns committed touches into entries, a batch a transaction. The row of {@code feed_head} is the lock: whoever has it
 * appends, whoever does not goes away. No node owns the feed, so none has to be replaced when it dies.
 */
@Singleton
@ActsAs
class Sequencer {

    /** What became of an attempt to sequence a batch. */
    enum Outcome {
        /** There was nothing to take, or another node is at it. */
        NOTHING,
        /** A batch was taken, and there may be more. */
        SEQUENCED
    }

    static final int OVERDUE_BATCH = 10_000;

    private final Database database;
    private final FeedConfig config;
    private final LogWriter log;
    private final Map<String, FeedSource> sources;
    private final Timer lag;
    private final Counter entries;

    Sequencer(
            Database database, FeedConfig config, LogWriter log, Instance<FeedSource> sources, MeterRegistry metrics) {
        this.database = database;
        this.config = config;
        this.log = log;
        this.sources = sources.stream().collect(Collectors.toUnmodifiableMap(FeedSource::kind, source -> source));
        this.lag = Timer.builder("alarmcall.feed.lag")
                .description("From a touch to the batch that published it")
                .publishPercentileHistogram()
                .register(metrics);
        this.entries = Counter.builder("alarmcall.feed.entries")
                .description("Entries appended by this node")
                .register(metrics);
    }

    private record Head(long position, byte[] chain, Instant at, Instant now) {}

    private record Touched(Map<String, Set<UUID>> subjects, long lastId, List<Instant> times) {}

    /**
     * Sequences at most one batch of a collection.
     *
     * @param cursor where the round has come to. A long-lived transaction elsewhere keeps deleted touches from being
     *     cleaned up, and each batch would have to step over all of them
     */
    @Transactional
    Outcome sequence(Caller system, int collectionId, TouchCursor cursor) {
        return database.call(connection -> sequence(connection, collectionId, cursor));
    }

    private Outcome sequence(Connection connection, int collectionId, TouchCursor cursor) throws SQLException {
        setHolderTimeout(connection);
        Database.joinByKey(connection);
        Head head = lockHead(connection, collectionId);
        if (head == null) {
            return Outcome.NOTHING;
        }
        Touched touched = take(connection, collectionId, cursor.last());
        if (touched.subjects().isEmpty()) {
            return Outcome.NOTHING;
        }
        Sequencing sequencing = new Sequencing(head.position(), head.chain(), head.at(), head.now());
        for (Map.Entry<String, Set<UUID>> kind : touched.subjects().entrySet()) {
            add(connection, sequencing, collectionId, kind.getKey(), kind.getValue());
        }
        if (!sequencing.entries().isEmpty()) {
            log.append(connection, collectionId, sequencing);
            entries.increment(sequencing.entries().size());
        }
        log.reschedule(connection, collectionId, sequencing.rescheduled());
        touched.times().forEach(time -> lag.record(positive(Duration.between(time, head.now()))));
        cursor.taken(touched.lastId());
        return Outcome.SEQUENCED;
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private void add(
            Connection connection, Sequencing sequencing, int collectionId, String kind, Collection<UUID> subjects)
            throws SQLException {
        FeedSource source = sources.get(kind);
        if (source == null) {
            throw new IllegalStateException("nothing publishes the kind " + kind);
        }
        sequencing.add(
                kind,
                subjects,
                source.load(collectionId, subjects),
                log.live(connection, collectionId, kind, subjects));
    }

    private void setHolderTimeout(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT set_config('idle_in_transaction_session_timeout', ?, true)")) {
            statement.setString(1, config.holderTimeout().toMillis() + "ms");
            statement.execute();
        }
    }

    private static @Nullable Head lockHead(Connection connection, int collectionId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT position, chain, greatest(at, '2000-01-01Z'), clock_timestamp()
                FROM feed_head WHERE collection_id = ? FOR UPDATE SKIP LOCKED
                """)) {
            statement.setInt(1, collectionId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new Head(row.getLong(1), row.getBytes(2), instant(row, 3), instant(row, 4)) : null;
            }
        }
    }

    private Touched take(Connection connection, int collectionId, long after) throws SQLException {
        Map<String, Set<UUID>> subjects = new LinkedHashMap<>();
        List<Instant> times = new ArrayList<>();
        long lastId = 0;
        try (PreparedStatement statement = connection.prepareStatement("""
                DELETE FROM feed_change WHERE collection_id = ? AND id = ANY(ARRAY(
                    SELECT id FROM feed_change WHERE collection_id = ? AND id > ? ORDER BY id LIMIT ?))
                RETURNING kind, subject_id, id, at
                """)) {
            statement.setInt(1, collectionId);
            statement.setInt(2, collectionId);
            statement.setLong(3, after);
            statement.setInt(4, config.batchSize());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    subjects.computeIfAbsent(row.getString(1), kind -> new LinkedHashSet<>())
                            .add(row.getObject(2, UUID.class));
                    lastId = Math.max(lastId, row.getLong(3));
                    times.add(instant(row, 4));
                }
            }
        }
        return new Touched(subjects, lastId, times);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** The collections that have committed touches. */
    @Transactional
    List<Integer> due(Caller system) {
        return database.call(connection -> {
            List<Integer> due = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement("""
                            SELECT collection_id FROM feed_head AS head
                            WHERE EXISTS (SELECT FROM feed_change WHERE collection_id = head.collection_id)
                            """);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    due.add(row.getInt(1));
                }
            }
            return due;
        });
    }

    /** Gives a collection its feed; does nothing when it has one. */
    @Transactional
    void createHead(Caller system, int collectionId) {
        update("INSERT INTO feed_head (collection_id) VALUES (?) ON CONFLICT DO NOTHING", collectionId);
    }

    /**
     * Touches what is due to change by itself, at most {@link #OVERDUE_BATCH}; how many. Each is touched once, so
     * that the next call finds the next.
     */
    @Transactional
    int touchOverdue(Caller system, int collectionId) {
        return update("""
                WITH due AS (
                    SELECT collection_id, kind, subject_id FROM feed_live
                    WHERE collection_id = ? AND changes_at <= now()
                    ORDER BY changes_at LIMIT 10000 FOR UPDATE SKIP LOCKED),
                taken AS (
                    UPDATE feed_live AS live SET changes_at = NULL FROM due
                    WHERE live.collection_id = due.collection_id AND live.kind = due.kind
                        AND live.subject_id = due.subject_id
                    RETURNING live.collection_id, live.kind, live.subject_id)
                INSERT INTO feed_change (collection_id, kind, subject_id) SELECT * FROM taken
                """, collectionId);
    }

    private int update(String sql, int collectionId) {
        return database.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setInt(1, collectionId);
                return statement.executeUpdate();
            }
        });
    }
}
