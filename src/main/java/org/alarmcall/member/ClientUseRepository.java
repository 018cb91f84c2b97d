package org.alarmcall.member;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alarmcall.member.ClientUses.Use;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;

/** Last uses of clients, as {@link ClientUses} writes them down. They are read with {@link ApiClient}. */
@Singleton
@ActsAs
class ClientUseRepository {

    private final Database database;

    ClientUseRepository(Database database) {
        this.database = database;
    }

    /** Writes down those that are newer than what stands by {@code step} or more; what stands then, by client. */
    @Transactional
    Map<String, Instant> write(Caller system, List<Use> uses, Duration step) {
        return database.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    INSERT INTO client_use AS known (client_id, member_id, at)
                    SELECT client_id, member_id, at
                    FROM unnest(?::text[], ?::integer[], ?::timestamptz[]) AS noted (client_id, member_id, at)
                    ORDER BY client_id
                    ON CONFLICT (client_id) DO UPDATE SET at = excluded.at
                        WHERE known.at <= excluded.at - ? * interval '1 second'
                    """)) {
                statement.setArray(1, SqlArrays.texts(connection, SqlArrays.column(uses, Use::clientId)));
                statement.setArray(2, SqlArrays.integers(connection, SqlArrays.column(uses, Use::memberId)));
                statement.setArray(3, SqlArrays.times(connection, SqlArrays.column(uses, Use::at)));
                statement.setLong(4, step.toSeconds());
                statement.executeUpdate();
            }
            return standing(connection, uses);
        });
    }

    private static Map<String, Instant> standing(Connection connection, List<Use> uses) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT client_id, at FROM client_use WHERE client_id = ANY(?)")) {
            statement.setArray(1, SqlArrays.texts(connection, SqlArrays.column(uses, Use::clientId)));
            Map<String, Instant> standing = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    standing.put(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant());
                }
            }
            return standing;
        }
    }
}
