package org.alarmcall.feed;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Problem;

/** The door for who looks after members: how far each of their clients has come in each feed. */
@Singleton
@ActsAs
public class Readers {

    private final Database database;
    private final Members members;

    Readers(Database database, Members members) {
        this.database = database;
        this.members = members;
    }

    /**
     * A client that has asked for a feed.
     *
     * @param collection slug
     * @param member slug
     * @param behind entries that it has not said to hold
     * @param at when it last asked
     */
    public record Reader(String collection, String member, String clientId, long behind, Instant at) {}

    /**
     * The clients that may read a feed now and have asked for it, of all members, by collection and client. About a second
     * behind. For staff.
     */
    @Transactional
    public List<Reader> all(Caller caller) {
        if (!caller.seesAllMembers()) {
            throw Problem.FORBIDDEN.because("Only the coalition's staff may see how far members are.");
        }
        Map<Integer, CollectionRef> collections = new HashMap<>();
        Map<Integer, Set<String>> allowed = new HashMap<>();
        for (CollectionRef collection : members.collections(caller)) {
            collections.put(collection.id(), collection);
            allowed.put(collection.id(), members.readers(caller, collection));
        }
        return database.call(connection -> {
            List<Reader> readers = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT cursor.collection_id, cursor.client_id, cursor.member_id,
                        greatest(0, coalesce(head.position, 0) - greatest(cursor.position, 0)), cursor.at
                    FROM feed_cursor AS cursor LEFT JOIN feed_head AS head USING (collection_id)
                    ORDER BY cursor.collection_id, cursor.client_id
                    """);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    CollectionRef collection = collections.get(row.getInt(1));
                    String clientId = row.getString(2);
                    if (collection != null
                            && allowed.getOrDefault(collection.id(), Set.of()).contains(clientId)) {
                        readers.add(new Reader(
                                collection.slug(),
                                members.member(caller, row.getInt(3)).slug(),
                                clientId,
                                row.getLong(4),
                                row.getObject(5, OffsetDateTime.class).toInstant()));
                    }
                }
            }
            return readers;
        });
    }
}
