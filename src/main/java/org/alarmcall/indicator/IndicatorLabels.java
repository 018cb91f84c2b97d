package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;
import org.alarmcall.vocabulary.Labels;

/** The door for those who count by labels. */
@Singleton
@ActsAs
@Transactional
public class IndicatorLabels {

    private final Database database;

    IndicatorLabels(Database database) {
        this.database = database;
    }

    /**
     * The labels that an indicator is counted under: those of the oldest approved listing with it. What is withdrawn, and
     * what has no such listing, is left out.
     *
     * @param staff a member sees its own listings only
     */
    public Map<UUID, Labels> of(Caller staff, CollectionRef collection, Collection<UUID> indicators) {
        return database.call(connection -> {
            Database.joinByKey(connection);
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT wanted.id, listing.labels
                    FROM unnest(?::uuid[]) AS wanted(id)
                    CROSS JOIN LATERAL (SELECT 1 FROM indicator
                        WHERE collection_id = ? AND id = wanted.id AND withdrawn_at IS NULL OFFSET 0) AS live
                    CROSS JOIN LATERAL (SELECT l.labels FROM report AS r
                        JOIN listing AS l ON l.collection_id = r.collection_id AND l.id = r.listing_id AND l.state = 1
                        WHERE r.collection_id = ? AND r.indicator_id = wanted.id
                        ORDER BY l.id LIMIT 1 OFFSET 0) AS listing
                    """)) {
                select.setArray(1, SqlArrays.uuids(connection, indicators));
                select.setInt(2, collection.id());
                select.setInt(3, collection.id());
                Map<UUID, Labels> labels = new HashMap<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        labels.put(row.getObject(1, UUID.class), Labels.ofJson(row.getString(2)));
                    }
                }
                return labels;
            }
        });
    }
}
