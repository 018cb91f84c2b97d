package org.alarmcall.staff;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.alarmcall.platform.SqlArrays;
import org.apache.commons.codec.binary.Base32;

/** For who has lost every second factor: ten codes, each counts once, in place of a second factor. 80 random bits each. */
@Singleton
class RecoveryCodes {

    private static final int HOW_MANY = 10;
    private static final int BYTES = 10;
    private static final int GROUP = 4;

    private final SecureRandom random = new SecureRandom();

    /** New codes, as they are shown once; earlier ones no longer count. */
    List<String> replace(Connection connection, int account) throws SQLException {
        List<String> codes = new ArrayList<>();
        for (int number = 0; number < HOW_MANY; number++) {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            String text = new Base32().encodeToString(bytes).toLowerCase(Locale.ROOT);
            codes.add(text.replaceAll("(.{" + GROUP + "})(?!$)", "$1-"));
        }
        delete(connection, account);
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO staff_recovery_code (account_id, code_hash) SELECT ?, code FROM unnest(?::bytea[]) AS code
                """)) {
            insert.setInt(1, account);
            insert.setArray(
                    2,
                    SqlArrays.bytes(
                            connection, codes.stream().map(RecoveryCodes::hash).toList()));
            insert.executeUpdate();
        }
        return codes;
    }

    /** Whether it is one of the account's, which is gone then. */
    boolean use(Connection connection, int account, String code) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM staff_recovery_code WHERE account_id = ? AND code_hash = ?")) {
            delete.setInt(1, account);
            delete.setBytes(2, hash(code));
            return delete.executeUpdate() == 1;
        }
    }

    int left(Connection connection, int account) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT count(*) FROM staff_recovery_code WHERE account_id = ?")) {
            select.setInt(1, account);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    void delete(Connection connection, int account) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM staff_recovery_code WHERE account_id = ?")) {
            delete.setInt(1, account);
            delete.executeUpdate();
        }
    }

    private static byte[] hash(String code) {
        return OneTimeToken.hash("recovery:" + code.toLowerCase(Locale.ROOT).replaceAll("[^a-z2-7]", ""));
    }
}
