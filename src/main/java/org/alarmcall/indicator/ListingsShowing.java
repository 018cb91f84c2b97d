package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.member.Scope;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.SqlArrays;
import org.alarmcall.platform.SqlTimes;
import org.alarmcall.vocabulary.Labels;
import org.jspecify.annotations.Nullable;

/**
 * The door to listings by what they show: a member's own, or every member's for staff. Of each member and each pair of taxon
 * and term that it has, a page's worth is read from an index, so that a page costs the same however many listings there are,
 * and for a member the same however many others have sent.
 */
@Singleton
@ActsAs
@Transactional
public class ListingsShowing {

    /** A genus or a higher taxon is also written so: "Elephantidae spp.". */
    private static final String ANY_SPECIES = " spp.";

    private static final UUID NEWEST = new UUID(-1, -1);

    private static final String OF_CALLER = "SELECT ?::integer AS member_id";

    /** The members that have live listings, one step of an index for each. */
    private static final String OF_EVERYBODY = """
            SELECT member_id FROM (
                SELECT member_id FROM listing WHERE collection_id = ? AND state < 2 ORDER BY member_id LIMIT 1) AS first
            UNION ALL
            SELECT next.member_id FROM holder CROSS JOIN LATERAL (
                SELECT member_id FROM listing WHERE collection_id = ? AND state < 2 AND member_id > holder.member_id
                ORDER BY member_id LIMIT 1) AS next
            """;

    /** States 0 and 1 are live. In the order of characters '!' follows ' ': what is between is the taxon and those below it. */
    private static final String NEWEST_SHOWING = """
            WITH RECURSIVE holder AS (%s),
            shown AS (
                SELECT holder.member_id, first.taxon, first.term FROM holder CROSS JOIN LATERAL (
                    SELECT taxon, term FROM listing
                    WHERE collection_id = ? AND member_id = holder.member_id AND state < 2
                        AND taxon >= lower(?) AND taxon < lower(?) || '!'
                    ORDER BY taxon, term LIMIT 1) AS first
                UNION ALL
                SELECT shown.member_id, next.taxon, next.term FROM shown CROSS JOIN LATERAL (
                    SELECT taxon, term FROM listing
                    WHERE collection_id = ? AND member_id = shown.member_id AND state < 2
                        AND (taxon, term) > (shown.taxon, shown.term) AND taxon < lower(?) || '!'
                    ORDER BY taxon, term LIMIT 1) AS next),
            found AS (
                SELECT newest.id FROM shown CROSS JOIN LATERAL (
                    SELECT id FROM listing
                    WHERE collection_id = ? AND member_id = shown.member_id AND state < 2
                        AND taxon = shown.taxon AND term = shown.term AND id < ?
                    ORDER BY id DESC LIMIT ?) AS newest
                WHERE ?::text IS NULL OR shown.term = ?
                UNION
                SELECT id FROM listing WHERE collection_id = ? AND id = ANY(?) AND id < ? AND state < 2
                ORDER BY id DESC LIMIT ?)
            SELECT l.id, l.member_id, l.reference, l.state, l.received_at, l.id = ANY(?) AS named
            FROM found CROSS JOIN LATERAL (
                SELECT id, member_id, reference, state, received_at FROM listing
                WHERE collection_id = ? AND id = found.id OFFSET 0) AS l
            ORDER BY l.id DESC
            """;

    private final Database database;
    private final Members members;

    ListingsShowing(Database database, Members members) {
        this.database = database;
        this.members = members;
    }

    /**
     * A live listing.
     *
     * @param member who sent it
     * @param named whether it is among those that were named
     */
    public record Found(
            UUID listingId, String member, String reference, String state, Instant receivedAt, boolean named) {}

    /**
     * A page of the live listings that are of the taxon of these labels, or of one below it by name, with their term, if they
     * have one; and of those that are named. Newest first. The caller's own; every member's for staff with the scope review.
     *
     * @param collection that the caller may see
     * @param named any listings; those that the caller may not see are left out
     */
    public Page<Found> page(
            Caller caller,
            CollectionRef collection,
            Labels labels,
            Collection<UUID> named,
            @Nullable String cursor,
            int limit) {
        UUID last = IdCursor.read(cursor);
        List<Found> found = database.call(connection -> {
            Database.joinByKey(connection);
            return find(caller, connection, collection.id(), labels, named, last == null ? NEWEST : last, limit + 1);
        });
        return Page.of(found, limit, listing -> listing.listingId().toString(), listing -> listing);
    }

    private List<Found> find(
            Caller caller,
            Connection connection,
            int collectionId,
            Labels labels,
            Collection<UUID> named,
            UUID before,
            int limit)
            throws SQLException {
        boolean everybody = caller.seesAllMembers() && caller.has(Scope.REVIEW);
        String taxon = taxon(labels);
        try (PreparedStatement statement =
                connection.prepareStatement(NEWEST_SHOWING.formatted(everybody ? OF_EVERYBODY : OF_CALLER))) {
            int next = 1;
            if (everybody) {
                statement.setInt(next++, collectionId);
                statement.setInt(next++, collectionId);
            } else {
                statement.setInt(next++, caller.memberId());
            }
            statement.setInt(next++, collectionId);
            statement.setString(next++, taxon);
            statement.setString(next++, taxon);
            statement.setInt(next++, collectionId);
            statement.setString(next++, taxon);
            statement.setInt(next++, collectionId);
            statement.setObject(next++, before);
            statement.setInt(next++, limit);
            statement.setString(next++, labels.term());
            statement.setString(next++, labels.term());
            statement.setInt(next++, collectionId);
            statement.setArray(next++, SqlArrays.uuids(connection, named));
            statement.setObject(next++, before);
            statement.setInt(next++, limit);
            statement.setArray(next++, SqlArrays.uuids(connection, named));
            statement.setInt(next, collectionId);
            List<Found> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(new Found(
                            row.getObject("id", UUID.class),
                            members.member(caller, row.getInt("member_id")).slug(),
                            row.getString("reference"),
                            ReviewState.ofCode(row.getInt("state")).wire(),
                            SqlTimes.time(row, "received_at"),
                            row.getBoolean("named")));
                }
            }
            return found;
        }
    }

    private static String taxon(Labels labels) {
        String name = labels.taxon().scientificName();
        return name.toLowerCase(Locale.ROOT).endsWith(ANY_SPECIES)
                ? name.substring(0, name.length() - ANY_SPECIES.length())
                : name;
    }
}
