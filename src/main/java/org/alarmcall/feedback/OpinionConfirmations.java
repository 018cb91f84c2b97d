package org.alarmcall.feedback;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.indicator.Confirmations;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;

/** Opinion 0 is confirm; of members on probation (trust 0) it does not count. */
@Singleton
@ActsAs
class OpinionConfirmations implements Confirmations {

    private final Database database;

    OpinionConfirmations(Database database) {
        this.database = database;
    }

    @Override
    @Transactional
    public Map<UUID, List<Confirmation>> of(Caller caller, int collectionId, Collection<UUID> indicators) {
        return database.call(connection -> {
            Map<UUID, List<Confirmation>> confirmations = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT o.indicator_id, o.member_id, o.changed_at
                    FROM unnest(?::uuid[]) AS i(id)
                    CROSS JOIN LATERAL (SELECT * FROM opinion
                        WHERE collection_id = ? AND indicator_id = i.id AND opinion = 0 AND trust >= 1 OFFSET 0) AS o
                    """)) {
                statement.setArray(1, SqlArrays.uuids(connection, indicators));
                statement.setInt(2, collectionId);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        confirmations
                                .computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>())
                                .add(new Confirmation(
                                        row.getInt(2),
                                        row.getObject(3, OffsetDateTime.class).toInstant()));
                    }
                }
            }
            return confirmations;
        });
    }
}
