package org.alarmcall.staff;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Ids;
import org.alarmcall.staff.StaffSession.Stage;
import org.alarmcall.staff.oidc.OidcConfig;
import org.jspecify.annotations.Nullable;

/**
 * Door: sessions of the console. Each request asks for its session's row, so that an end is an end at once on every node.
 */
@Singleton
@ActsAs
@Transactional
public class StaffSessions {

    /** A sign-in that is not finished by then begins anew. */
    static final Duration HALFWAY = Duration.ofMinutes(10);

    /** How often a session that is used writes that it was: its idle time is so much shorter at most. */
    private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

    private final Database database;
    private final StaffConfig config;
    private final OidcConfig provider;
    private final SignInWays ways;
    private final Ids ids;
    private final Clock clock;

    StaffSessions(Database database, StaffConfig config, OidcConfig provider, SignInWays ways, Ids ids, Clock clock) {
        this.database = database;
        this.config = config;
        this.provider = provider;
        this.ways = ways;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * The session of a browser's token, in whatever stage; empty when it has ended or its account may not sign in.
     *
     * @param isPerson whether a person asks, which keeps the session from ending as idle; a page that asks by itself does not
     */
    public Optional<StaffSession> find(Caller caller, String token, boolean isPerson) {
        Instant now = clock.instant();
        byte[] hash = OneTimeToken.hash(token);
        return database.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("""
                    SELECT s.id AS session, s.stage, s.created_at, s.last_seen_at, s.expires_at, %s
                    FROM staff_session s JOIN staff_account a ON a.id = s.account_id
                    WHERE s.token_hash = ? AND s.expires_at > ? AND s.last_seen_at > ? AND a.status = 'active'
                        AND %s
                    """.formatted(AccountRows.COLUMNS, SignInWays.SQL))) {
                select.setBytes(1, hash);
                select.setTimestamp(2, Timestamp.from(now));
                select.setTimestamp(3, Timestamp.from(now.minus(config.sessionIdle())));
                select.setBoolean(4, ways.local());
                select.setString(5, ways.issuer());
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    StaffSession session = session(
                            token,
                            row.getObject("session", UUID.class),
                            AccountRows.read(row),
                            Stage.valueOf(row.getString("stage").toUpperCase(Locale.ROOT)),
                            row.getTimestamp("created_at")
                                    .toInstant()
                                    .isAfter(now.minus(config.confirmationLifetime())),
                            row.getTimestamp("expires_at").toInstant());
                    if (isPerson && row.getTimestamp("last_seen_at").toInstant().isBefore(now.minus(SEEN_EVERY))) {
                        seen(connection, session.id(), now);
                    }
                    return Optional.of(session);
                }
            }
        });
    }

    /** The full sessions of an account, newest first. */
    public List<OpenSession> open(Caller caller, int account) {
        Instant now = clock.instant();
        return database.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT id, created_at, last_seen_at, address, browser FROM staff_session
                    WHERE account_id = ? AND stage = 'full' AND expires_at > ? AND last_seen_at > ?
                    ORDER BY created_at DESC, id
                    """)) {
                select.setInt(1, account);
                select.setTimestamp(2, Timestamp.from(now));
                select.setTimestamp(3, Timestamp.from(now.minus(config.sessionIdle())));
                return OpenSession.read(select.executeQuery());
            }
        });
    }

    /** Ends an account's sessions, of every stage, but {@code kept}. Whoever has locked the account first misses none. */
    public void endAll(Caller caller, int account, @Nullable UUID kept) {
        database.run(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                    "DELETE FROM staff_session WHERE account_id = ? AND id IS DISTINCT FROM ?")) {
                delete.setInt(1, account);
                delete.setObject(2, kept, Types.OTHER);
                delete.executeUpdate();
            }
        });
    }

    /** Whether nobody has ended it; for who has locked its account and then looks again. */
    boolean isOpen(Caller caller, int account, UUID session) {
        return database.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT EXISTS (SELECT FROM staff_session WHERE id = ? AND account_id = ?)")) {
                select.setObject(1, session);
                select.setInt(2, account);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getBoolean(1);
                }
            }
        });
    }

    /** Deletes what has ended by itself. */
    int forget(Caller caller) {
        Instant now = clock.instant();
        return database.call(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM staff_session WHERE expires_at < ? OR last_seen_at < ?")) {
                delete.setTimestamp(1, Timestamp.from(now));
                delete.setTimestamp(2, Timestamp.from(now.minus(config.sessionIdle())));
                return delete.executeUpdate();
            }
        });
    }

    /** Ends one of an account's sessions; signing out is that, too. False when there is none, or no longer. */
    public boolean end(Caller caller, int account, UUID session) {
        return database.call(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM staff_session WHERE id = ? AND account_id = ?")) {
                delete.setObject(1, session);
                delete.setInt(2, account);
                return delete.executeUpdate() == 1;
            }
        });
    }

    Started start(Caller caller, StaffAccount account, Stage stage, From from) {
        String token = OneTimeToken.make();
        Instant now = clock.instant();
        Instant expiresAt = now.plus(lifetime(account, stage));
        StaffSession session = session(token, ids.random(), account, stage, true, expiresAt);
        database.run(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    INSERT INTO staff_session
                        (id, token_hash, account_id, stage, created_at, last_seen_at, expires_at, address, browser)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """)) {
                insert.setObject(1, session.id());
                insert.setBytes(2, OneTimeToken.hash(token));
                insert.setInt(3, account.id());
                insert.setString(4, stage.name().toLowerCase(Locale.ROOT));
                insert.setTimestamp(5, Timestamp.from(now));
                insert.setTimestamp(6, Timestamp.from(now));
                insert.setTimestamp(7, Timestamp.from(expiresAt));
                insert.setString(8, from.address());
                insert.setString(9, from.browser());
                insert.executeUpdate();
            }
        });
        return new Started(token, session);
    }

    private Duration lifetime(StaffAccount account, Stage stage) {
        if (stage != Stage.FULL) {
            return HALFWAY;
        }
        return account.external() ? provider.sessionLifetime() : config.sessionLifetime();
    }

    /** @param young whether what began it was a moment ago */
    private static StaffSession session(
            String token, UUID id, StaffAccount account, Stage stage, boolean young, Instant expiresAt) {
        boolean confirmed = young && stage == Stage.FULL && !account.external();
        return new StaffSession(id, account, stage, confirmed, csrf(token), challenge(token), expiresAt);
    }

    private static void seen(Connection connection, UUID session, Instant now) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE staff_session SET last_seen_at = ? WHERE id = ?")) {
            update.setTimestamp(1, Timestamp.from(now));
            update.setObject(2, session);
            update.executeUpdate();
        }
    }

    private static String challenge(String token) {
        return OneTimeToken.derive("passkey", token);
    }

    private static String csrf(String token) {
        return OneTimeToken.derive("csrf", token);
    }
}
