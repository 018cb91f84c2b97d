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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Scope;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.staff.StaffAccount.Status;
import org.alarmcall.staff.StaffSession.Stage;
import org.jspecify.annotations.Nullable;

/** Door: who is on the staff. */
@Singleton
@ActsAs
@Transactional
public class StaffAccounts {

    private final Database database;
    private final Passwords passwords;
    private final Factors factors;
    private final RecoveryCodes recoveryCodes;
    private final StaffSessions sessions;
    private final SignInWays ways;
    private final AuditLog audit;
    private final StaffConfig config;
    private final Clock clock;

    StaffAccounts(
            Database database,
            Passwords passwords,
            Factors factors,
            RecoveryCodes recoveryCodes,
            StaffSessions sessions,
            SignInWays ways,
            AuditLog audit,
            StaffConfig config,
            Clock clock) {
        this.database = database;
        this.passwords = passwords;
        this.factors = factors;
        this.recoveryCodes = recoveryCodes;
        this.sessions = sessions;
        this.ways = ways;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Makes an account, and the invitation by which its owner takes it.
     *
     * @throws ProblemException 409 when somebody has the login, or accounts with a password are not wanted
     */
    public Invitation invite(Caller caller, NewAccount wanted) {
        needAdmin(caller);
        ways.needLocal();
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
        Passwords.check(password);
        ways.needLocal();
        if (invited(caller, token).isEmpty()) {
            throw noInvitation(); // before any work
        }
        String hash = passwords.hash(password);
        StaffAccount account = database.call(connection -> {
                    Integer id = use(connection, token);
                    return id == null ? Optional.<StaffAccount>empty() : activate(connection, id, hash);
                })
                .orElseThrow(StaffAccounts::noInvitation);
        audit.record(caller, "staff.accept", null, account.login(), Map.of("address", from.address()));
        return sessions.start(caller, account, Stage.ENROL, from);
    }

    /** An invitation for an administrator with this login, when there is no active one; whoever had the login loses it. */
    public Optional<Invitation> firstAdmin(Caller caller, String login) {
        NewAccount wanted = new NewAccount(login, "First administrator", "The coalition", StaffRole.ADMIN);
        return database.call(connection -> AccountRows.makeFirstAdmin(connection, wanted, ways))
                .map(account -> {
                    forgetSecrets(caller, account.id());
                    audit.record(caller, "staff.invite", null, account.login(), Map.of("role", StaffRole.ADMIN.wire()));
                    return invitation(account);
                });
    }

    /** Everybody, by name. */
    public List<StaffAccount> list(Caller caller) {
        needAdmin(caller);
        return database.call(AccountRows::all);
    }

    /**
     * A new invitation for who has lost the password, the second factor or the first invitation: what was there no longer
     * counts, and the person is signed out.
     */
    public Invitation reset(Caller caller, int id) {
        needAdmin(caller);
        StaffAccount account = lockUnlessLastAdmin(id);
        needPassword(account);
        if (account.status() == Status.DISABLED) {
            throw Problem.CONFLICT.because("The account is disabled. Enable it first.");
        }
        StaffAccount invited = set(id, "status = 'invited', password_hash = NULL");
        forgetSecrets(caller, id);
        audit.record(caller, "staff.reset", null, account.login(), Map.of());
        return invitation(invited);
    }

    /** Signs the person out, and in no more. */
    public void disable(Caller caller, int id) {
        needAdmin(caller);
        StaffAccount account = lockUnlessLastAdmin(id);
        set(id, "status = 'disabled'");
        sessions.endAll(caller, id, null);
        audit.record(caller, "staff.disable", null, account.login(), Map.of());
    }

    /**
     * Whether the account of this login may not act any more. Until the transaction ends nobody takes the right away; there
     * are logins of no account, of what the server does itself.
     */
    public boolean isShutOut(Caller caller, String login) {
        return database.call(connection -> AccountRows.isShutOut(connection, login));
    }

    /** Ends the person's sessions; who comes from the provider is asked for the role again. */
    public void signOut(Caller caller, int id) {
        needAdmin(caller);
        StaffAccount account = lock(id);
        sessions.endAll(caller, id, null);
        audit.record(caller, "staff.sign_out", null, account.login(), Map.of());
    }

    /** After {@link #disable}: a new invitation; empty for who signs in by the provider, and may do so again. */
    public Optional<Invitation> enable(Caller caller, int id) {
        needAdmin(caller);
        StaffAccount disabled = lock(id);
        if (disabled.status() != Status.DISABLED) {
            throw Problem.CONFLICT.because("The account is not disabled.");
        }
        if (disabled.external()) {
            set(id, "status = 'active'");
            audit.record(caller, "staff.enable", null, disabled.login(), Map.of());
            return Optional.empty();
        }
        ways.needLocal();
        StaffAccount account = set(id, "status = 'invited', password_hash = NULL");
        forgetSecrets(caller, id);
        audit.record(caller, "staff.enable", null, account.login(), Map.of());
        return Optional.of(invitation(account));
    }

    /** From the next request on. */
    public void changeRole(Caller caller, int id, StaffRole role) {
        needAdmin(caller);
        StaffAccount account = role == StaffRole.ADMIN ? lock(id) : lockUnlessLastAdmin(id);
        needPassword(account);
        if (account.role() == role) {
            return;
        }
        set(id, "role = '" + role.wire() + "'");
        audit.record(
                caller,
                "staff.role",
                null,
                account.login(),
                Map.of("from", account.role().wire(), "to", role.wire()));
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

    private static ProblemException noInvitation() {
        return Problem.NOT_FOUND.because("This invitation was used or has expired. Ask for a new one.");
    }

    private static void needPassword(StaffAccount account) {
        if (account.external()) {
            throw Problem.CONFLICT.because(
                    account.name() + " signs in by the organisation's provider, which also gives the role.");
        }
    }

    private static void needAdmin(Caller caller) {
        if (!caller.isSystem() && !(caller.coalition() && caller.has(Scope.ADMIN))) {
            throw Problem.FORBIDDEN.because("This is for administrators.");
        }
    }

    /** Second factors, recovery codes and sessions: what was there before an invitation must not count after it. */
    private void forgetSecrets(Caller caller, int id) {
        database.run(connection -> {
            factors.deleteAll(connection, id);
            recoveryCodes.delete(connection, id);
        });
        sessions.endAll(caller, id, null);
    }

    private StaffAccount lock(int id) {
        return locked(id).account();
    }

    /** Locks what is to lose its rights: there is always an administrator. */
    private StaffAccount lockUnlessLastAdmin(int id) {
        AccountRows.Locked locked = locked(id);
        if (locked.isLastAdmin()) {
            throw Problem.CONFLICT.because("This is the last administrator. Make another one first.");
        }
        return locked.account();
    }

    private AccountRows.Locked locked(int id) {
        return database.call(connection -> AccountRows.lockWithAdmins(connection, id))
                .orElseThrow(() -> Problem.NOT_FOUND.because("There is no such account."));
    }

    /** @param change SQL of ours, never of a caller */
    private StaffAccount set(int id, String change) {
        return database.call(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE staff_account AS a SET " + change + " WHERE a.id = ? RETURNING " + AccountRows.COLUMNS)) {
                update.setInt(1, id);
                try (ResultSet row = update.executeQuery()) {
                    row.next();
                    return AccountRows.read(row);
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
