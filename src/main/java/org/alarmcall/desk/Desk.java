package org.alarmcall.desk;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.indicator.QueueFilter;
import org.alarmcall.indicator.QueueRow;
import org.alarmcall.indicator.ReviewQueue;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/**
 * Door: who is at which listing, and which comes next. A claim is a courtesy, no lock: it keeps two people from the same
 * listing, runs out by itself, and decides nothing.
 */
@Singleton
@ActsAs
@Transactional
public class Desk {

    /** Listings that are tried for a claim before the walk goes on. */
    private static final int TRIED = 10;

    private final Database database;
    private final Members members;
    private final ReviewQueue queue;
    private final HeldDecisions held;
    private final DeskConfig config;
    private final Clock clock;

    Desk(Database database, Members members, ReviewQueue queue, HeldDecisions held, DeskConfig config, Clock clock) {
        this.database = database;
        this.members = members;
        this.queue = queue;
        this.held = held;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A page of what waits, without what is being decided.
     *
     * @param cursor from the page before; null for the first
     */
    public Page<QueueRow> page(Caller caller, QueueFilter filter, @Nullable String cursor, int limit) {
        return queue.rows(caller, filter, beingDecided(caller, "", null), cursor, limit);
    }

    /**
     * The next listing that nobody else is at and the person has not approved as the first of two, claimed for the
     * person; null when there is none.
     *
     * @param but a listing that is passed over, in the order by family with its family: the search begins after it, and
     *     comes round to what is before it last; null to begin at the start
     */
    public @Nullable QueueRow next(Caller caller, Person person, QueueFilter filter, @Nullable UUID but) {
        QueueFilter.Without without = beingDecided(caller, caller.clientId(), but);
        if (but != null) {
            String after = queue.after(caller, filter.order(), but).orElse(null);
            QueueRow next = after == null ? null : next(caller, person, filter, without, after);
            if (next != null) {
                return next;
            }
        }
        return next(caller, person, filter, without, null);
    }

    private @Nullable QueueRow next(
            Caller caller, Person person, QueueFilter filter, QueueFilter.Without without, @Nullable String after) {
        String cursor = after;
        do {
            Page<QueueRow> page = queue.rows(caller, filter, without, cursor, TRIED);
            for (QueueRow row : page.items()) {
                if (claim(caller, person, row.collection(), row.listingId()).equals(person)) {
                    return row;
                }
            }
            cursor = page.next();
        } while (cursor != null);
        return null;
    }

    private QueueFilter.Without beingDecided(Caller caller, String approver, @Nullable UUID skipped) {
        List<UUID> listings = new ArrayList<>();
        List<UUID> submissions = new ArrayList<>();
        for (Held decision : held.waiting(caller)) {
            listings.addAll(decision.listings());
            if (decision.submissionId() != null) {
                submissions.add(decision.submissionId());
            }
        }
        return new QueueFilter.Without(listings, submissions, approver, skipped);
    }

    /** Claims a listing for a person, or renews the claim; who has it then. */
    public Person claim(Caller caller, Person person, String collection, UUID listingId) {
        int collectionId = members.readable(caller, collection).id();
        Instant now = clock.instant();
        return database.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    INSERT INTO listing_claim AS c (collection_id, listing_id, client_id, name, expires_at)
                    VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (collection_id, listing_id) DO UPDATE SET
                        client_id = CASE WHEN c.expires_at <= ? THEN excluded.client_id ELSE c.client_id END,
                        name = CASE WHEN c.expires_at <= ? THEN excluded.name ELSE c.name END,
                        expires_at = CASE WHEN c.expires_at <= ? OR c.client_id = excluded.client_id
                            THEN excluded.expires_at ELSE c.expires_at END
                    RETURNING client_id, name
                    """)) {
                statement.setInt(1, collectionId);
                statement.setObject(2, listingId);
                statement.setString(3, person.login());
                statement.setString(4, person.name());
                statement.setTimestamp(5, Timestamp.from(now.plus(config.claim())));
                for (int i = 6; i <= 8; i++) {
                    statement.setTimestamp(i, Timestamp.from(now));
                }
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return new Person(row.getString(1), row.getString(2));
                }
            }
        });
    }

    /** Who is at these listings, by listing. */
    public Map<UUID, Person> claims(Caller caller, Collection<UUID> listings) {
        return database.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT listing_id, client_id, name FROM listing_claim
                    WHERE collection_id = ANY(?) AND listing_id = ANY(?) AND expires_at > ?
                    """)) {
                statement.setArray(
                        1,
                        SqlArrays.integers(
                                connection, SqlArrays.column(members.collections(caller), CollectionRef::id)));
                statement.setArray(2, SqlArrays.uuids(connection, listings));
                statement.setTimestamp(3, Timestamp.from(clock.instant()));
                Map<UUID, Person> claims = new HashMap<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        claims.put(row.getObject(1, UUID.class), new Person(row.getString(2), row.getString(3)));
                    }
                }
                return claims;
            }
        });
    }

    /** Gives up what the person has claimed, who leaves or has decided. */
    public void leave(Caller caller, Person person, Collection<UUID> listings) {
        database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "DELETE FROM listing_claim WHERE client_id = ? AND listing_id = ANY(?)")) {
                statement.setString(1, person.login());
                statement.setArray(2, SqlArrays.uuids(connection, listings));
                statement.executeUpdate();
            }
        });
    }

    /** Claims that have run out. */
    void forget(Caller system) {
        database.run(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM listing_claim WHERE expires_at < ?")) {
                statement.setTimestamp(1, Timestamp.from(clock.instant()));
                statement.executeUpdate();
            }
        });
    }
}
