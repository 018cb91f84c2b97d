package org.alarmcall.feed;

import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;

/**
 * The door for work inside the server that keeps something in step with the log, as an index in memory does. It starts
 * from {@link #live}, or from where it stood when it ended, and then asks again and again for the {@link #changes} up to a
 * {@link #manifest}: when it has applied them, it holds what the manifest says, or something is wrong.
 */
@Singleton
public class FeedLog {

    /** Positions that one call of {@link #changes} goes through at most. */
    public static final int MAX_POSITIONS = 10_000;

    private static final int FETCH_ROWS = 10_000;

    private final Database database;
    private final FeedReader reader;
    private final ManifestReader manifests;
    private final Heads heads;

    FeedLog(Database database, FeedReader reader, ManifestReader manifests, Heads heads) {
        this.database = database;
        this.reader = reader;
        this.manifests = manifests;
        this.heads = heads;
    }

    /**
     * A value that is live from here on, or no more.
     *
     * @param value the {@link FeedSource.State#lookupValue}
     */
    public record Change(String type, byte[] value, boolean live) {}

    /**
     * A piece of the log.
     *
     * @param next its last position
     * @param chain the running hash there, 64 hex
     * @param changes those that enter or leave; what changes otherwise is left out
     */
    public record Changes(long next, String chain, List<Change> changes) {}

    /** Takes what is live, a value at a time. */
    public interface LiveReader {

        /** Called first: what is coming. */
        void begin(Manifest manifest);

        /** A live value, in no order. */
        void value(String type, byte[] value);
    }

    /** The last position of each feed, by collection. */
    public Map<Integer, Long> heads(Caller caller) {
        return reader.heads(caller);
    }

    /** The head, its running hash, and count and digest of what is live there of these types. */
    public Manifest manifest(Caller caller, CollectionRef collection, Set<String> types) {
        return manifests.read(caller, collection, of(types));
    }

    /**
     * What happened after a position, at most {@link #MAX_POSITIONS} of them.
     *
     * @param chain the running hash at {@code after}, 64 hex
     * @param upTo not further than this position
     * @throws org.alarmcall.platform.ProblemException {@code feed-rewound} when the log is another one than the caller read
     */
    public Changes changes(
            Caller caller, CollectionRef collection, Set<String> types, long after, String chain, long upTo) {
        FeedPage page = reader.logged(
                caller, collection, FeedFilter.ALL, after, chain, Math.min(MAX_POSITIONS, Math.max(0, upTo - after)));
        List<Change> changes = new ArrayList<>();
        if (!page.isEmpty()) {
            database.run(connection -> {
                try (PreparedStatement statement = connection.prepareStatement("""
                        SELECT type, value, tier > 0 FROM feed_entry
                        WHERE collection_id = ? AND position > ? AND position <= ? AND kind = 'indicator'
                            AND type = ANY(?) AND value IS NOT NULL AND (tier > 0) <> (tier_before > 0)
                        ORDER BY position
                        """)) {
                    statement.setInt(1, collection.id());
                    statement.setLong(2, page.after());
                    statement.setLong(3, page.next());
                    statement.setArray(4, SqlArrays.texts(connection, types));
                    try (ResultSet row = statement.executeQuery()) {
                        while (row.next()) {
                            changes.add(new Change(row.getString(1), row.getBytes(2), row.getBoolean(3)));
                        }
                    }
                }
            });
        }
        return new Changes(page.next(), HexFormat.of().formatHex(page.chain()), changes);
    }

    /**
     * Gives what is live of these types to a reader, in bounded memory, all of one moment. A database connection is held
     * until the reader has it all.
     */
    public void live(Caller caller, CollectionRef collection, Set<String> types, LiveReader to) {
        database.callInOneSnapshot(connection -> {
            Manifest manifest = ManifestReader.read(connection, collection.id(), of(types));
            to.begin(manifest);
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT type, value FROM feed_live
                    WHERE collection_id = ? AND kind = 'indicator' AND type = ANY(?) AND value IS NOT NULL
                    """)) {
                statement.setFetchSize(FETCH_ROWS);
                statement.setInt(1, collection.id());
                statement.setArray(2, SqlArrays.texts(connection, types));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        to.value(row.getString(1), row.getBytes(2));
                    }
                }
            }
            return manifest;
        });
    }

    /**
     * Calls {@code wake} each time the head of a feed has moved; now and then for nothing. It must return at once. Who
     * follows also looks now and then by itself: a database that was restored may stand at the same position.
     */
    public void onMove(Caller caller, Runnable wake) {
        heads.onMove(wake);
    }

    private static FeedFilter of(Set<String> types) {
        return new FeedFilter(Tier.CANDIDATE, Set.of(), types);
    }
}
