package org.alarmcall.staff;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.alarmcall.member.StaffRole;
import org.alarmcall.staff.oidc.Person;

/** Rows of {@code staff_account} that belong to a person of the provider. */
final class IdentityRows {

    private static final int MARK_LENGTH = 8;
    private static final int MAX_HANDLE = 100;

    private IdentityRows() {}

    /**
     * The login of a new account: what the provider calls the person, and a mark of who it is. Logins with a password can't
     * have a {@code ~}; an address that the provider gives to somebody else later makes another login.
     */
    static String login(Person person) {
        String mark = HexFormat.of()
                .formatHex(OneTimeToken.hash(person.issuer() + '\n' + person.subject()))
                .substring(0, MARK_LENGTH);
        String handle = person.handle().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._@+-]", "_");
        return handle.substring(0, Math.min(MAX_HANDLE, handle.length())) + '~' + mark;
    }

    /** Until the end of the transaction nobody else changes it, nor disables it. */
    static Optional<StaffAccount> lock(Connection connection, Person person) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT " + AccountRows.COLUMNS
                + " FROM staff_account a WHERE a.issuer = ? AND a.subject = ? FOR UPDATE")) {
            select.setString(1, person.issuer());
            select.setString(2, person.subject());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(AccountRows.read(row)) : Optional.empty();
            }
        }
    }

    /** Of two first sign-ins at once, the second waits, and makes nothing. */
    static boolean insert(Connection connection, Person person, StaffRole role) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO staff_account (login, name, organisation, role, status, issuer, subject)
                VALUES (?, ?, ?, ?, 'active', ?, ?)
                ON CONFLICT (issuer, subject) DO NOTHING
                """)) {
            insert.setString(1, login(person));
            insert.setString(2, person.name());
            insert.setString(3, person.organisation());
            insert.setString(4, role.wire());
            insert.setString(5, person.issuer());
            insert.setString(6, person.subject());
            return insert.executeUpdate() == 1;
        }
    }

    static StaffAccount update(Connection connection, Person person, StaffRole role) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE staff_account AS a SET name = ?, organisation = ?, role = ? WHERE a.issuer = ? AND a.subject = ?
                RETURNING\s""" + AccountRows.COLUMNS)) {
            update.setString(1, person.name());
            update.setString(2, person.organisation());
            update.setString(3, role.wire());
            update.setString(4, person.issuer());
            update.setString(5, person.subject());
            try (ResultSet row = update.executeQuery()) {
                row.next();
                return AccountRows.read(row);
            }
        }
    }

    static void setRole(Connection connection, int account, StaffRole role) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE staff_account SET role = ? WHERE id = ?")) {
            update.setString(1, role.wire());
            update.setInt(2, account);
            update.executeUpdate();
        }
    }
}
