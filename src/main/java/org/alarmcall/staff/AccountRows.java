package org.alarmcall.staff;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.alarmcall.member.StaffRole;
import org.jspecify.annotations.Nullable;

/** Rows of {@code staff_account}. */
final class AccountRows {

    /** What {@link #read} reads, of the table {@code a}. */
    static final String COLUMNS =
            "a.id, a.login, a.name, a.organisation, a.role, a.status, a.issuer IS NOT NULL AS external";

    private AccountRows() {}

    /** An account and what its password is compared with. */
    record WithPassword(StaffAccount account, @Nullable String passwordHash) {}

    /** @param otherAdmins whether there is another active administrator */
    record Locked(StaffAccount account, boolean otherAdmins) {

        boolean isLastAdmin() {
            return account.role() == StaffRole.ADMIN && account.status() == StaffAccount.Status.ACTIVE && !otherAdmins;
        }
    }

    static StaffAccount read(ResultSet row) throws SQLException {
        return new StaffAccount(
                row.getInt("id"),
                row.getString("login"),
                row.getString("name"),
                row.getString("organisation"),
                StaffRole.parse(row.getString("role")).orElseThrow(),
                StaffAccount.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getBoolean("external"));
    }

    /** Until the end of the transaction nobody else changes it. */
    static Optional<StaffAccount> lock(Connection connection, int id) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT " + COLUMNS + " FROM staff_account a WHERE a.id = ? FOR UPDATE")) {
            select.setInt(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        }
    }

    /** The same for an account whose password is still the one that was compared; empty when it is not. */
    static Optional<StaffAccount> lockUnchanged(Connection connection, WithPassword found) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT " + COLUMNS + """
                 FROM staff_account a WHERE a.id = ? AND a.password_hash = ? AND a.status = 'active' FOR UPDATE
                """)) {
            select.setInt(1, found.account().id());
            select.setString(2, found.passwordHash());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        }
    }

    static void setPassword(Connection connection, int id, String hash) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE staff_account SET password_hash = ? WHERE id = ?")) {
            update.setString(1, hash);
            update.setInt(2, id);
            update.executeUpdate();
        }
    }

    /**
     * An account and the active administrators beside it, locked in one order: of two that take each other's rights at
     * once, the second sees what the first did.
     */
    static Optional<Locked> lockWithAdmins(Connection connection, int id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT " + COLUMNS + """
                 FROM staff_account a WHERE a.id = ? OR (a.role = 'admin' AND a.status = 'active')
                ORDER BY a.id FOR UPDATE
                """)) {
            select.setInt(1, id);
            StaffAccount account = null;
            boolean otherAdmins = false;
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    if (row.getInt("id") == id) {
                        account = read(row);
                    } else {
                        otherAdmins = true;
                    }
                }
            }
            return account == null ? Optional.empty() : Optional.of(new Locked(account, otherAdmins));
        }
    }

    /** The account of this login as an invited administrator; empty when an administrator can sign in already. */
    static Optional<StaffAccount> makeFirstAdmin(Connection connection, NewAccount wanted, SignInWays ways)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO staff_account AS a (login, name, organisation, role)
                SELECT ?, ?, ?, 'admin'
                WHERE NOT EXISTS (
                    SELECT FROM staff_account a WHERE a.role = 'admin' AND a.status = 'active' AND %s)
                ON CONFLICT (login) DO UPDATE SET role = 'admin', status = 'invited', password_hash = NULL
                RETURNING %s
                """.formatted(SignInWays.SQL, COLUMNS))) {
            insert.setString(1, wanted.login());
            insert.setString(2, wanted.name());
            insert.setString(3, wanted.organisation());
            insert.setBoolean(4, ways.local());
            insert.setString(5, ways.issuer());
            try (ResultSet row = insert.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        }
    }

    /** All, by name. The staff of a coalition is a table that fits on a page. */
    static List<StaffAccount> all(Connection connection) throws SQLException {
        List<StaffAccount> accounts = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT " + COLUMNS + " FROM staff_account a ORDER BY lower(a.name), a.id");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                accounts.add(read(row));
            }
        }
        return accounts;
    }

    static Optional<WithPassword> withPassword(Connection connection, String login) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT " + COLUMNS + ", a.password_hash FROM staff_account a WHERE a.login = ?")) {
            select.setString(1, login);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new WithPassword(read(row), row.getString("password_hash")))
                        : Optional.empty();
            }
        }
    }

    /** The new account; empty when the login is taken. */
    static Optional<StaffAccount> insert(Connection connection, NewAccount wanted) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO staff_account AS a (login, name, organisation, role) VALUES (?, ?, ?, ?)
                ON CONFLICT (login) DO NOTHING
                RETURNING\s""" + COLUMNS)) {
            insert.setString(1, wanted.login());
            insert.setString(2, wanted.name());
            insert.setString(3, wanted.organisation());
            insert.setString(4, wanted.role().wire());
            try (ResultSet row = insert.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        }
    }

    /** Locks the account against changes, not against others who look. */
    static boolean isShutOut(Connection connection, String login) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT status FROM staff_account WHERE login = ? FOR SHARE")) {
            select.setString(1, login);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && !row.getString(1).equals(StaffAccount.Status.ACTIVE.wire());
            }
        }
    }
}
