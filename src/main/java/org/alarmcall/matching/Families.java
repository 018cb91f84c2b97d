package org.alarmcall.matching;

import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;

/**
 * The door to families of near-duplicates. They follow the feed within about a second: an indicator is published at once, and
 * again with its family when that was found.
 */
@Singleton
public class Families {

    /** The types whose fingerprints come in families. */
    public static final Set<FingerprintType> TYPES = FamilyType.FINGERPRINTS;

    private final Database database;

    Families(Database database) {
        this.database = database;
    }

    /**
     * The family of an indicator.
     *
     * @param first the position at which the first of all that were ever in it came into the feed
     */
    public record Membership(UUID family, long first) {}

    /** The families that these indicators are in; who is in none is left out. One query, none for nothing. */
    public Map<UUID, Membership> of(Caller caller, int collectionId, Collection<UUID> indicators) {
        if (indicators.isEmpty()) {
            return Map.of();
        }
        return database.call(connection -> {
            Map<UUID, Membership> families = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT m.indicator_id, m.family_id, f.first
                    FROM family_member m CROSS JOIN LATERAL (SELECT first FROM family
                        WHERE collection_id = m.collection_id AND id = m.family_id OFFSET 0) AS f
                    WHERE m.collection_id = ? AND m.indicator_id = ANY(?)
                    """)) {
                statement.setInt(1, collectionId);
                statement.setArray(2, SqlArrays.uuids(connection, indicators));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        families.put(
                                row.getObject(1, UUID.class),
                                new Membership(row.getObject(2, UUID.class), row.getLong(3)));
                    }
                }
            }
            return families;
        });
    }
}
