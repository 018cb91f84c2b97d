package org.alarmcall.staff;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.staff.StaffSession.Stage;
import org.jspecify.annotations.Nullable;

/** Door: who is on the staff. */
@Singleton
@ActsAs
@Transactional
public class StaffAccounts {

    private final Database database;
    private final Passwords passwords;
    private final StaffSessions sessions;
    private final AuditLog audit;
    private final StaffConfig config;
    private final Clock clock;

    StaffAccounts(
            Database database,
            Passwords passwords,
            StaffSessions sessions,
            AuditLog audit,
            StaffConfig config,
            Clock clock) {
        this.database = database;
        this.passwords = passwords;
        this.sessions = sessions;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Makes an account, and the invitation by which its owner takes it.
     *
     * @throws ProblemException 409 when somebody has the login
     */
    public Invitation invite(Caller caller, NewAccount wanted) {
        StaffAccount account = database.call(connection -> AccountRows.insert(connection, wanted))
                .orElseThrow(() ->
                        Problem.ALREADY_EXISTS.because("Somebody on the staff signs in as " + wanted.login() + "."));
        audit.record(
                caller,
                "staff.invite",
                null,
                account.login(),
                Map.of("role", account.role().wire(), "organisation", account.organisation()));
        return invitation(account);
    }

    /**
     * Accepts an invitation: the account gets its password, and its owner goes on to the second factor.
     *
     * @throws ProblemException 404 for an invitation that was used, has expired or never was; 422 for a password that is
     *     too short or too long
     */
    public Started accept(Caller caller, String token, String password, From from) {
        if (password.length() < Passwords.MIN_LENGTH || password.length() > Passwords.MAX_LENGTH) {
            throw ProblemException.invalid(
                    "/password", "must have " + Passwords.MIN_LENGTH + " to " + Passwords.MAX_LENGTH + " characters");
        }
        String hash = passwords.hash(password);
        StaffAccount account = database.call(connection -> {
                    Integer id = use(connection, token);
                    return id == null ? Optional.<StaffAccount>empty() : activate(connection, id, hash);
                })
                .orElseThrow(
                        () -> Problem.NOT_FOUND.because("This invitation was used or has expired. Ask for a new one."));
        audit.record(caller, "staff.accept", null, account.login(), Map.of("address", from.address()));
        return sessions.start(caller, account, Stage.ENROL, from);
    }

    /** Whose invitation it is; empty when it was used, has expired or never was. */
    public Optional<StaffAccount> invited(Caller caller, String token) {
        return database.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT %s FROM staff_invitation i JOIN staff_account a ON a.id = i.account_id
                    WHERE i.token_hash = ? AND i.expires_at > ? AND a.status <> 'disabled'
                    """.formatted(AccountRows.COLUMNS))) {
                select.setBytes(1, OneTimeToken.hash(token));
                select.setTimestamp(2, Timestamp.from(clock.instant()));
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(AccountRows.read(row)) : Optional.empty();
                }
            }
        });
    }

    private Invitation invitation(StaffAccount account) {
        String token = OneTimeToken.make();
        Instant expiresAt = clock.instant().plus(config.invitationLifetime());
        database.run(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    INSERT INTO staff_invitation (account_id, token_hash, created_at, expires_at) VALUES (?, ?, ?, ?)
                    ON CONFLICT (account_id) DO UPDATE
                    SET token_hash = excluded.token_hash, created_at = excluded.created_at,
                        expires_at = excluded.expires_at
                    """)) {
                insert.setInt(1, account.id());
                insert.setBytes(2, OneTimeToken.hash(token));
                insert.setTimestamp(3, Timestamp.from(clock.instant()));
                insert.setTimestamp(4, Timestamp.from(expiresAt));
                insert.executeUpdate();
            }
        });
        return new Invitation(account, token, expiresAt);
    }

    /** The account of an invitation, which is gone with it; of two at once, one gets it. */
    private @Nullable Integer use(Connection connection, String token) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM staff_invitation WHERE token_hash = ? AND expires_at > ? RETURNING account_id")) {
            delete.setBytes(1, OneTimeToken.hash(token));
            delete.setTimestamp(2, Timestamp.from(clock.instant()));
            try (ResultSet row = delete.executeQuery()) {
                return row.next() ? row.getInt(1) : null;
            }
        }
    }

    private static Optional<StaffAccount> activate(Connection connection, int id, String hash) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE staff_account AS a SET password_hash = ?, status = 'active'
                WHERE id = ? AND status <> 'disabled'
                RETURNING\s""" + AccountRows.COLUMNS)) {
            update.setString(1, hash);
            update.setInt(2, id);
            try (ResultSet row = update.executeQuery()) {
                return row.next() ? Optional.of(AccountRows.read(row)) : Optional.empty();
            }
        }
    }
}
