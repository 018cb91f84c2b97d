package org.alarmcall.staff;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.alarmcall.member.StaffRole;
import org.jspecify.annotations.Nullable;

/** Rows of {@code staff_account}. */
final class AccountRows {

    /** What {@link #read} reads, of the table {@code a}. */
    static final String COLUMNS = "a.id, a.login, a.name, a.organisation, a.role, a.status";

    private AccountRows() {}

    /** An account and what its password is compared with. */
    record WithPassword(StaffAccount account, @Nullable String passwordHash) {}

    static StaffAccount read(ResultSet row) throws SQLException {
        return new StaffAccount(
                row.getInt("id"),
                row.getString("login"),
                row.getString("name"),
                row.getString("organisation"),
                StaffRole.parse(row.getString("role")).orElseThrow(),
                StaffAccount.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)));
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
}
