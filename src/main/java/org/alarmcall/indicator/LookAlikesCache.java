package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;

/**
 * Keeps {@link LookAlikes} in memory, by the version of the allow list. A submission holds the list's lock shared until it
 * ends and a change holds it alone: so a change waits for the submissions that did not know of it, and sees what they wrote.
 */
@Singleton
class LookAlikesCache {

    /** SQL, of the collection: keeps the list as it is until the transaction ends. */
    static final String HOLD = "pg_advisory_xact_lock_shared(hashtext('alarmcall.allow-list'), ?)";

    private final Map<Integer, LookAlikes> cache = new ConcurrentHashMap<>();

    /** Those of the list as the transaction sees it. */
    LookAlikes of(Connection connection, int collectionId) throws SQLException {
        long version = version(connection, collectionId);
        LookAlikes cached = cache.getOrDefault(collectionId, LookAlikes.NONE);
        if (cached.version() == version) {
            return cached;
        }
        LookAlikes read = read(connection, collectionId, version);
        cache.merge(collectionId, read, (old, now) -> old.version() > now.version() ? old : now);
        return read;
    }

    /** Waits for all that {@link #HOLD} the list, and changes its version. */
    static void change(Connection connection, int collectionId) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtext('alarmcall.allow-list'), ?)")) {
            statement.setInt(1, collectionId);
            statement.execute();
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO allow_list_version AS list (collection_id, version) VALUES (?, 1)
                ON CONFLICT (collection_id) DO UPDATE SET version = list.version + 1
                """)) {
            statement.setInt(1, collectionId);
            statement.executeUpdate();
        }
    }

    private static long version(Connection connection, int collectionId) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT version FROM allow_list_version WHERE collection_id = ?")) {
            statement.setInt(1, collectionId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static LookAlikes read(Connection connection, int collectionId, long version) throws SQLException {
        List<LookAlikes.LookAlike> pictures = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT id, value, note FROM allow_list WHERE collection_id = ? AND type = ?")) {
            statement.setInt(1, collectionId);
            statement.setShort(2, FingerprintType.IMAGE_PDQ.code());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    pictures.add(new LookAlikes.LookAlike(
                            row.getObject(1, UUID.class),
                            Fingerprint.of(FingerprintType.IMAGE_PDQ, row.getBytes(2)),
                            row.getString(3)));
                }
            }
        }
        return new LookAlikes(version, pictures);
    }
}
