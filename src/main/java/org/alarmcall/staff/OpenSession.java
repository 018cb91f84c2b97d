package org.alarmcall.staff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Where a person is signed in. */
public record OpenSession(UUID id, Instant since, Instant lastSeen, String address, String browser) {

    static List<OpenSession> read(ResultSet rows) throws SQLException {
        List<OpenSession> sessions = new ArrayList<>();
        while (rows.next()) {
            sessions.add(new OpenSession(
                    rows.getObject("id", UUID.class),
                    rows.getTimestamp("created_at").toInstant(),
                    rows.getTimestamp("last_seen_at").toInstant(),
                    rows.getString("address"),
                    rows.getString("browser")));
        }
        return sessions;
    }
}
