package org.alarmcall.staff;

import com.webauthn4j.data.AuthenticationData;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.alarmcall.member.KeyVault;
import org.alarmcall.platform.Ids;
import org.alarmcall.staff.Passkeys.Passkey;

/** Rows of {@code staff_factor}. */
@Singleton
class Factors {

    /** What an authenticator app is called until its owner finds another name. */
    private static final String APP = "Authenticator app";

    private final KeyVault vault;
    private final Totp totp;
    private final Passkeys passkeys;
    private final Ids ids;
    private final Clock clock;

    Factors(KeyVault vault, Totp totp, Passkeys passkeys, Ids ids, Clock clock) {
        this.vault = vault;
        this.totp = totp;
        this.passkeys = passkeys;
        this.ids = ids;
        this.clock = clock;
    }

    boolean hasAny(Connection connection, int account) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT EXISTS (SELECT FROM staff_factor WHERE account_id = ?)")) {
            select.setInt(1, account);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** The oldest first. */
    List<SecondFactor> list(Connection connection, int account) throws SQLException {
        List<SecondFactor> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT id, kind, name, created_at, last_used_at FROM staff_factor
                WHERE account_id = ? ORDER BY created_at, id
                """)) {
            select.setInt(1, account);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Timestamp used = row.getTimestamp("last_used_at");
                    found.add(new SecondFactor(
                            row.getObject("id", UUID.class),
                            SecondFactor.Kind.parse(row.getString("kind")),
                            row.getString("name"),
                            row.getTimestamp("created_at").toInstant(),
                            used == null ? null : used.toInstant()));
                }
            }
        }
        return found;
    }

    /** False when the account has no such factor. */
    boolean rename(Connection connection, int account, UUID id, String name) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE staff_factor SET name = ? WHERE id = ? AND account_id = ?")) {
            update.setString(1, name);
            update.setObject(2, id);
            update.setInt(3, account);
            return update.executeUpdate() == 1;
        }
    }

    void delete(Connection connection, int account, UUID id) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM staff_factor WHERE id = ? AND account_id = ?")) {
            delete.setObject(1, id);
            delete.setInt(2, account);
            delete.executeUpdate();
        }
    }

    /** Adds an authenticator app in the place of the one before, when {@code code} is one of its codes. */
    boolean setTotp(Connection connection, int account, byte[] key, String code) throws SQLException {
        Instant now = clock.instant();
        OptionalLong step = totp.step(key, code, now, 0);
        if (step.isEmpty()) {
            return false;
        }
        UUID id = ids.random();
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM staff_factor WHERE account_id = ? AND kind = 'totp'")) {
            delete.setInt(1, account);
            delete.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO staff_factor (id, account_id, kind, name, secret, last_step, created_at, last_used_at)
                VALUES (?, ?, 'totp', ?, ?, ?, ?, ?)
                """)) {
            insert.setObject(1, id);
            insert.setInt(2, account);
            insert.setString(3, APP);
            insert.setBytes(4, vault.sealSecret(sealedAs(id), key));
            insert.setLong(5, step.getAsLong());
            insert.setTimestamp(6, Timestamp.from(now));
            insert.setTimestamp(7, Timestamp.from(now));
            insert.executeUpdate();
        }
        return true;
    }

    /** Whether it is a code of the account's app that was not used before. The row is locked: it counts once. */
    boolean useTotp(Connection connection, int account, String code) throws SQLException {
        Instant now = clock.instant();
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT id, secret, last_step FROM staff_factor
                WHERE account_id = ? AND kind = 'totp' FOR UPDATE
                """)) {
            select.setInt(1, account);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                UUID id = row.getObject("id", UUID.class);
                byte[] key = vault.openSecret(sealedAs(id), row.getBytes("secret"));
                OptionalLong step = totp.step(key, code, now, row.getLong("last_step"));
                if (step.isEmpty()) {
                    return false;
                }
                used(connection, id, step.getAsLong(), now);
                return true;
            }
        }
    }

    /** Adds a passkey; false when an account has it already. */
    boolean addPasskey(Connection connection, int account, String name, Passkey passkey) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO staff_factor (id, account_id, kind, name, secret, credential_id, last_step, created_at)
                VALUES (?, ?, 'passkey', ?, ?, ?, ?, ?) ON CONFLICT (credential_id) DO NOTHING
                """)) {
            insert.setObject(1, ids.random());
            insert.setInt(2, account);
            insert.setString(3, name);
            insert.setBytes(4, passkey.publicPart());
            insert.setBytes(5, passkey.credentialId());
            insert.setLong(6, passkey.counter());
            insert.setTimestamp(7, Timestamp.from(clock.instant()));
            return insert.executeUpdate() == 1;
        }
    }

    List<byte[]> passkeys(Connection connection, int account) throws SQLException {
        List<byte[]> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT credential_id FROM staff_factor WHERE account_id = ? AND kind = 'passkey' ORDER BY id")) {
            select.setInt(1, account);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(row.getBytes(1));
                }
            }
        }
        return found;
    }

    /** Whether the answer is signed by one of the account's passkeys for this session. */
    boolean usePasskey(Connection connection, StaffSession session, AuthenticationData answer) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT id, secret, last_step FROM staff_factor
                WHERE account_id = ? AND credential_id = ? FOR UPDATE
                """)) {
            select.setInt(1, session.account().id());
            select.setBytes(2, answer.getCredentialId());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                OptionalLong counter = passkeys.counter(
                        session,
                        new Passkey(answer.getCredentialId(), row.getBytes("secret"), row.getLong("last_step")),
                        answer);
                if (counter.isEmpty()) {
                    return false;
                }
                used(connection, row.getObject("id", UUID.class), counter.getAsLong(), clock.instant());
                return true;
            }
        }
    }

    void deleteAll(Connection connection, int account) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM staff_factor WHERE account_id = ?")) {
            delete.setInt(1, account);
            delete.executeUpdate();
        }
    }

    private static void used(Connection connection, UUID id, long step, Instant now) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE staff_factor SET last_step = ?, last_used_at = ? WHERE id = ?")) {
            update.setLong(1, step);
            update.setTimestamp(2, Timestamp.from(now));
            update.setObject(3, id);
            update.executeUpdate();
        }
    }

    private static String sealedAs(UUID id) {
        return "staff-factor:" + id;
    }
}
