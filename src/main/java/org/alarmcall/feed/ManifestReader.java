package org.alarmcall.feed;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;

/** Reads the digest that the sequencer keeps up to date. */
@Singleton
class ManifestReader {

    private final Database database;

    ManifestReader(Database database) {
        this.database = database;
    }

    Manifest read(Caller caller, CollectionRef collection, FeedFilter filter) {
        return database.call(connection -> read(connection, collection.id(), filter));
    }

    /** One statement, so that head and digests belong together. */
    static Manifest read(Connection connection, int collectionId, FeedFilter filter) throws SQLException {
        long position = 0;
        byte[] chain = Chain.zero();
        Map<String, DigestDelta> byType = new TreeMap<>();
        DigestDelta tactics = DigestDelta.NONE;
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT head.position, head.chain, digest.type, digest.count, digest.digest, digest.kind
                FROM feed_head AS head
                LEFT JOIN feed_digest AS digest ON digest.collection_id = head.collection_id
                    AND digest.tier >= ? AND digest.count > 0
                    AND (cardinality(?::text[]) = 0 OR digest.kind = ANY(?::text[]))
                    AND (cardinality(?::text[]) = 0 OR digest.kind <> 'indicator' OR digest.type = ANY(?::text[]))
                WHERE head.collection_id = ?
                """)) {
            statement.setInt(1, filter.tier().rank());
            statement.setArray(2, SqlArrays.texts(connection, filter.kinds()));
            statement.setArray(3, SqlArrays.texts(connection, filter.kinds()));
            statement.setArray(4, SqlArrays.texts(connection, filter.types()));
            statement.setArray(5, SqlArrays.texts(connection, filter.types()));
            statement.setInt(6, collectionId);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    position = row.getLong(1);
                    chain = row.getBytes(2);
                    String type = row.getString(3);
                    if (type != null) {
                        DigestDelta digest = DigestDelta.of(row.getLong(4), row.getBytes(5));
                        if (row.getString(6).equals("tactic")) {
                            tactics = tactics.plus(digest);
                        } else {
                            byType.merge(type, digest, DigestDelta::plus);
                        }
                    }
                }
            }
        }
        List<Manifest.Item> items = new ArrayList<>();
        byType.forEach((type, digest) ->
                items.add(new Manifest.Item(type, digest.count(), HexFormat.of().formatHex(digest.digest()))));
        return new Manifest(
                position,
                HexFormat.of().formatHex(chain),
                items,
                new Manifest.Tactics(tactics.count(), HexFormat.of().formatHex(tactics.digest())));
    }
}
