package org.alarmcall.feed;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.CopyRows;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/**
 * The door for features that publish. They never write entries: they touch what they changed, in the transaction that
 * changed it, and within a second the sequencer asks their {@link FeedSource} for the state and appends what readers
 * must learn. Touching too much costs a look and publishes nothing; touching everything repairs a feed.
 */
@Singleton
@ActsAs
public class Feed {

    private static final String COLUMNS = "feed_change (collection_id, kind, subject_id)";

    private final Database database;
    private final Cursors cursors;

    Feed(Database database, Cursors cursors) {
        this.database = database;
        this.cursors = cursors;
    }

    /**
     * Says that subjects may have changed. Needs the transaction that changes them: either both are committed or
     * neither is.
     *
     * @param kind the {@link FeedSource#kind} of the subjects
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void touch(Caller caller, int collectionId, String kind, Collection<UUID> subjects) {
        if (subjects.isEmpty()) {
            return;
        }
        database.run(connection -> {
            try (CopyRows rows = CopyRows.into(connection, COLUMNS)) {
                for (UUID subject : subjects) {
                    rows.startRow(3);
                    rows.int4(collectionId);
                    rows.text(kind);
                    rows.uuid(subject);
                }
                rows.finish();
            }
            try (PreparedStatement notify = connection.prepareStatement("SELECT pg_notify('alarmcall_touch', '')")) {
                notify.execute();
            }
        });
    }

    /**
     * Keeps the sequencer of a collection from looking until the transaction ends. For a fact that is not stored with the
     * subjects it is about: who writes it may not see a subject that is just being committed, and the sequencer, looking at
     * that subject, may not see the fact. One after the other, one of them sees.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void holdStill(Caller caller, int collectionId) {
        database.run(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT FROM feed_head WHERE collection_id = ? FOR UPDATE")) {
                statement.setInt(1, collectionId);
                statement.execute();
            }
        });
    }

    /** The tier of those of the subjects that are in the feed now. */
    @Transactional
    public Map<UUID, Tier> published(Caller caller, int collectionId, String kind, Collection<UUID> subjects) {
        if (subjects.isEmpty()) {
            return Map.of();
        }
        return database.call(connection -> {
            Map<UUID, Tier> published = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT subject_id, tier FROM feed_live
                    WHERE collection_id = ? AND kind = ? AND subject_id = ANY(?)
                    """)) {
                statement.setInt(1, collectionId);
                statement.setString(2, kind);
                statement.setArray(3, SqlArrays.uuids(connection, subjects));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        published.put(row.getObject(1, UUID.class), Tier.ofRank(row.getInt(2)));
                    }
                }
            }
            return published;
        });
    }

    /**
     * The positions at which those of the subjects came into the feed for the first time that are or were in it. It stays
     * when a subject leaves and comes back.
     */
    @Transactional
    public Map<UUID, Long> firstPublished(Caller caller, int collectionId, String kind, Collection<UUID> subjects) {
        if (subjects.isEmpty()) {
            return Map.of();
        }
        return database.call(connection -> {
            Map<UUID, Long> first = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT subject_id, position FROM feed_first
                    WHERE collection_id = ? AND kind = ? AND subject_id = ANY(?)
                    """)) {
                statement.setInt(1, collectionId);
                statement.setString(2, kind);
                statement.setArray(3, SqlArrays.uuids(connection, subjects));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        first.put(row.getObject(1, UUID.class), row.getLong(2));
                    }
                }
            }
            return first;
        });
    }

    /**
     * The furthest position that the caller's member was given, by whichever of its clients and however it read; 0 for none.
     * What another node gave it within {@link FeedConfig#cursorInterval} may be missing.
     */
    public long pulled(Caller caller, int collectionId) {
        return cursors.furthest(caller, collectionId);
    }

    /** A subject that leaves the feed by itself. */
    public record Expiring(UUID id, Instant expires) {}

    /**
     * What leaves the feed by itself within so many days, soonest first, then by id.
     *
     * @param after goes on behind this one; null for the first
     * @param limit at most so many
     */
    @Transactional
    public List<Expiring> expiring(
            Caller caller, int collectionId, String kind, int days, @Nullable Expiring after, int limit) {
        return database.call(connection -> {
            List<Expiring> expiring = new ArrayList<>();
            // What expires changes at that time or before: one index serves both.
            try (PreparedStatement statement = connection.prepareStatement(
                    """
                    SELECT subject_id, expires_at FROM feed_live
                    WHERE collection_id = ? AND kind = ? AND changes_at <= now() + make_interval(days => ?)
                        AND expires_at <= now() + make_interval(days => ?)%s
                    ORDER BY expires_at, subject_id LIMIT ?
                    """.formatted(after == null ? "" : " AND (expires_at, subject_id) > (?, ?)"))) {
                int next = 1;
                statement.setInt(next++, collectionId);
                statement.setString(next++, kind);
                statement.setInt(next++, days);
                statement.setInt(next++, days);
                if (after != null) {
                    statement.setObject(next++, after.expires().atOffset(ZoneOffset.UTC));
                    statement.setObject(next++, after.id());
                }
                statement.setInt(next, limit);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        expiring.add(new Expiring(
                                row.getObject(1, UUID.class),
                                row.getObject(2, OffsetDateTime.class).toInstant()));
                    }
                }
            }
            return expiring;
        });
    }
}
