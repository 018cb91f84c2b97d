package org.alarmcall.member;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.alarmcall.member.DirectorySnapshot.ClientRow;
import org.alarmcall.member.DirectorySnapshot.CollectionRow;
import org.alarmcall.member.DirectorySnapshot.MemberRow;
import org.jspecify.annotations.Nullable;

/**
 * Reads the directory as a whole. Works on its own connections and not in a transaction of the caller, because it runs
 * on the directory's thread.
 */
@Singleton
class DirectoryRepository {

    private static final int ANSWER_MILLIS = 4_000;
    private static final String VERSION = "SELECT version FROM directory_version";

    private final AgroalDataSource database;
    private final KeyVault vault;

    DirectoryRepository(AgroalDataSource database, KeyVault vault) {
        this.database = database;
        this.vault = vault;
    }

    long version(Caller caller) throws SQLException {
        return patiently(connection -> {
            try (Statement statement = connection.createStatement()) {
                return version(statement);
            }
        });
    }

    /** One snapshot of all tables: what was committed with the version that it carries. */
    DirectorySnapshot load(Caller caller) throws SQLException {
        if (!caller.seesAllMembers()) {
            throw new IllegalArgumentException("the directory is of all members");
        }
        return patiently(connection -> {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
                statement.execute("SELECT set_config('alarmcall.member', 'all', true)");
                return DirectorySnapshot.of(
                        version(statement),
                        members(statement),
                        clients(statement),
                        collections(statement),
                        accesses(statement),
                        keys(statement),
                        revoked(statement));
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        });
    }

    private interface Reading<T> {
        T on(Connection connection) throws SQLException;
    }

    /** But not for ever: a connection to a database that has vanished says nothing, and the next one may work. */
    private <T> T patiently(Reading<T> reading) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
            try {
                return reading.on(connection);
            } finally {
                if (!connection.isClosed()) {
                    connection.setNetworkTimeout(Runnable::run, 0);
                }
            }
        }
    }

    private static long version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(VERSION)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static List<MemberRow> members(Statement statement) throws SQLException {
        List<MemberRow> members = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(
                "SELECT id, slug, name, sector, status, trust, coalition, created_at FROM member")) {
            while (row.next()) {
                members.add(new MemberRow(
                        row.getInt(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5).equals("active"),
                        Trust.parse(row.getString(6)).orElseThrow(),
                        row.getBoolean(7),
                        row.getTimestamp(8).toInstant()));
            }
        }
        return members;
    }

    private static List<ClientRow> clients(Statement statement) throws SQLException {
        List<ClientRow> clients = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("""
                SELECT id, member_id, scopes, collections, secret_hash, previous_secret_hash, previous_secret_until,
                       expires_at
                FROM api_client WHERE removed_at IS NULL
                """)) {
            while (row.next()) {
                Set<String> scopes = texts(row.getArray(3));
                Array collections = row.getArray(4);
                clients.add(new ClientRow(
                        row.getString(1),
                        row.getInt(2),
                        scopes.stream().flatMap(s -> Scope.parse(s).stream()).collect(Collectors.toUnmodifiableSet()),
                        collections == null ? null : texts(collections),
                        row.getBytes(5),
                        row.getBytes(6),
                        instant(row.getTimestamp(7)),
                        instant(row.getTimestamp(8))));
            }
        }
        return clients;
    }

    private static List<CollectionRow> collections(Statement statement) throws SQLException {
        List<CollectionRow> collections = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT id, slug, title, tlp FROM collection")) {
            while (row.next()) {
                collections.add(new CollectionRow(row.getInt(1), row.getString(2), row.getString(3), row.getString(4)));
            }
        }
        return collections;
    }

    private static Map<Integer, Map<Integer, Access>> accesses(Statement statement) throws SQLException {
        Map<Integer, Map<Integer, Access>> accesses = new HashMap<>();
        try (ResultSet row = statement.executeQuery("SELECT collection_id, member_id, access FROM collection_member")) {
            while (row.next()) {
                accesses.computeIfAbsent(row.getInt(1), c -> new HashMap<>())
                        .put(row.getInt(2), Access.parse(row.getString(3)).orElseThrow());
            }
        }
        return accesses;
    }

    private List<SigningKey> keys(Statement statement) throws SQLException {
        List<SigningKey> keys = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("""
                SELECT kid, public_key, private_key, created_at, signs_from, verifies_until
                FROM signing_key WHERE verifies_until IS NULL OR verifies_until > now()
                """)) {
            while (row.next()) {
                keys.add(vault.open(
                        row.getString(1),
                        row.getBytes(2),
                        row.getBytes(3),
                        row.getTimestamp(4).toInstant(),
                        row.getTimestamp(5).toInstant(),
                        instant(row.getTimestamp(6))));
            }
        }
        return keys;
    }

    private static Set<String> revoked(Statement statement) throws SQLException {
        Set<String> revoked = new HashSet<>();
        try (ResultSet row = statement.executeQuery("SELECT jti FROM revoked_token WHERE expires_at > now()")) {
            while (row.next()) {
                revoked.add(row.getString(1));
            }
        }
        return revoked;
    }

    private static Set<String> texts(Array array) throws SQLException {
        return Arrays.stream((Object[]) array.getArray()).map(String::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
