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

    /** The ids of the families that these indicators are in; who is in none is left out. One query, none for nothing. */
    public Map<UUID, UUID> of(Caller caller, int collectionId, Collection<UUID> indicators) {
        if (indicators.isEmpty()) {
            return Map.of();
        }
        return database.call(connection -> {
            Map<UUID, UUID> families = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT indicator_id, family_id FROM family_member WHERE collection_id = ? AND indicator_id = ANY(?)
                    """)) {
                statement.setInt(1, collectionId);
                statement.setArray(2, SqlArrays.uuids(connection, indicators));
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        families.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
                    }
                }
            }
            return families;
        });
    }
}
