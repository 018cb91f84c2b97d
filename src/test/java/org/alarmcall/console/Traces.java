package org.alarmcall.console;

import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Set;
import java.util.TreeSet;
import org.alarmcall.platform.Database;
import org.alarmcall.testing.TestStaff;

/** What a person has done, wherever it is written: changes with their audit entries, decisions that wait, claims. */
@Singleton
class Traces {

    private final Database database;

    Traces(Database database) {
        this.database = database;
    }

    /** Without claims: who is shown a listing, with what is wrong or as the next one, has claimed it. */
    Set<String> lasting(TestStaff person) {
        Set<String> traces = of(person);
        traces.removeIf(trace -> trace.startsWith("claim "));
        return traces;
    }

    Set<String> of(TestStaff person) {
        return database.call(connection -> {
            Set<String> traces = new TreeSet<>();
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT set_config('alarmcall.member', 'all', true)
                    UNION ALL SELECT 'audit ' || id || ' ' || action || ' ' || subject FROM audit_entry WHERE client_id = ?
                    UNION ALL SELECT 'held ' || id FROM held_decision WHERE login = ?
                    UNION ALL SELECT 'claim ' || listing_id FROM listing_claim WHERE client_id = ?
                    """)) {
                statement.setString(1, person.clientId());
                statement.setString(2, person.login());
                statement.setString(3, person.login());
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        traces.add(row.getString(1));
                    }
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            return traces;
        });
    }
}
