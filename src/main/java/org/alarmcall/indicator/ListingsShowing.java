package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
import org.alarmcall.platform.Cursor;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.SqlArrays;
import org.alarmcall.platform.SqlTimes;
import org.alarmcall.vocabulary.Labels;
import org.jspecify.annotations.Nullable;

/**
 * The door to listings by what they show: a member's own, or every member's for staff. There is no index on what listings
 * show, which each would have to pay for on its way in: a page looks at a bounded number of them, those first that were sent
 * last. A member's look depends on nothing that others have sent.
 */
@Singleton
@ActsAs
@Transactional
public class ListingsShowing {

    /** Listings that a page looks at; as many submissions, since what is sent again leaves its old one empty. */
    static final int LOOKED_AT = 5_000;

    /** A genus or a higher taxon is also written so: "Elephantidae spp.". */
    private static final String ANY_SPECIES = " spp.";

    /** States 0 and 1 are live. A row for each that shows it, or one without any; where the look ended is in each. */
    private static final String NEWEST_SHOWING = """
            WITH looked_at AS MATERIALIZED (
                SELECT sent.id AS submission_id, l.* FROM (
                    SELECT id FROM submission WHERE collection_id = ? AND (%1$s) AND id <= ?
                    ORDER BY id DESC LIMIT ?) AS sent
                CROSS JOIN LATERAL (
                    SELECT id, member_id, reference, state, received_at, id = ANY(?) AS named,
                        lower(labels #>> '{taxon,scientificName}') AS taxon, labels ->> 'term' AS term
                    FROM listing
                    WHERE collection_id = ? AND (%1$s) AND submission_id = sent.id AND (submission_id, id) < (?, ?)
                    ORDER BY id DESC LIMIT ?) AS l
                ORDER BY sent.id DESC, l.id DESC LIMIT ?),
            showing AS (
                SELECT * FROM looked_at
                WHERE state < 2 AND (named
                    OR (taxon = lower(?) OR starts_with(taxon, lower(?) || ' ')) AND (term = ? OR ?::text IS NULL))
                ORDER BY submission_id DESC, id DESC LIMIT ?),
            last_listing AS MATERIALIZED (
                SELECT submission_id, id FROM looked_at ORDER BY submission_id DESC, id DESC OFFSET ? LIMIT 1),
            last_submission AS MATERIALIZED (
                SELECT id FROM submission WHERE collection_id = ? AND (%1$s) AND id <= ?
                ORDER BY id DESC OFFSET ? LIMIT 1)
            SELECT showing.*, last_listing.submission_id AS last_sent, last_listing.id AS last_id,
                last_submission.id AS last_submission
            FROM (SELECT) AS one LEFT JOIN showing ON true LEFT JOIN last_listing ON true LEFT JOIN last_submission ON true
            ORDER BY showing.submission_id DESC, showing.id DESC
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

    /** A listing's place: the newest submission that carried it, and its own id. */
    private record Place(UUID submission, UUID listing) {

        private static final UUID FIRST = new UUID(0, 0);

        static final Place NEWEST = new Place(new UUID(-1, -1), FIRST);

        /** Before every listing of a submission. */
        static Place before(UUID submission) {
            return new Place(submission, FIRST);
        }

        static Place read(@Nullable String cursor) {
            String key = Cursor.text(cursor);
            int blank = key.indexOf(' ');
            try {
                return key.isEmpty()
                        ? NEWEST
                        : new Place(
                                UUID.fromString(key.substring(0, Math.max(blank, 0))),
                                UUID.fromString(key.substring(blank + 1)));
            } catch (IllegalArgumentException e) {
                throw Problem.INVALID_CURSOR.because("Send the cursor that the last page gave, or none.");
            }
        }

        String cursor() {
            return Cursor.of(submission + " " + listing);
        }
    }

    /**
     * A page of the live listings that are of the taxon of these labels, or of one below it by name, with their term, if they
     * have one; and of those that are named. Those first that were sent last. It may have fewer than {@code limit}, or none,
     * though others follow. The caller's own; every member's for staff with the scope review.
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
        Place before = Place.read(cursor);
        return database.call(connection -> {
            Database.joinByKey(connection);
            withoutSorting(connection);
            return find(caller, connection, collection.id(), labels, named, before, limit);
        });
    }

    /** Submissions come in order from the index: to sort all their listings would read them all. */
    private static void withoutSorting(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT set_config('enable_sort', 'off', true)");
        }
    }

    private Page<Found> find(
            Caller caller,
            Connection connection,
            int collectionId,
            Labels labels,
            Collection<UUID> named,
            Place before,
            int limit)
            throws SQLException {
        boolean everybody = caller.seesAllMembers() && caller.has(Scope.REVIEW);
        String whose = everybody ? "true" : "member_id = " + caller.memberId();
        String taxon = taxon(labels);
        try (PreparedStatement statement = connection.prepareStatement(NEWEST_SHOWING.formatted(whose))) {
            statement.setInt(1, collectionId);
            statement.setObject(2, before.submission());
            statement.setInt(3, LOOKED_AT);
            statement.setArray(4, SqlArrays.uuids(connection, named));
            statement.setInt(5, collectionId);
            statement.setObject(6, before.submission());
            statement.setObject(7, before.listing());
            statement.setInt(8, LOOKED_AT);
            statement.setInt(9, LOOKED_AT);
            statement.setString(10, taxon);
            statement.setString(11, taxon);
            statement.setString(12, labels.term());
            statement.setString(13, labels.term());
            statement.setInt(14, limit + 1);
            statement.setInt(15, LOOKED_AT - 1);
            statement.setInt(16, collectionId);
            statement.setObject(17, before.submission());
            statement.setInt(18, LOOKED_AT - 1);
            try (ResultSet row = statement.executeQuery()) {
                return page(caller, row, limit);
            }
        }
    }

    private Page<Found> page(Caller caller, ResultSet row, int limit) throws SQLException {
        List<Found> found = new ArrayList<>();
        Place last = null;
        Place next = null;
        while (row.next()) {
            UUID id = row.getObject("id", UUID.class);
            if (found.size() == limit) {
                return new Page<>(found, last == null ? null : last.cursor());
            }
            if (id != null) {
                found.add(new Found(
                        id,
                        members.member(caller, row.getInt("member_id")).slug(),
                        row.getString("reference"),
                        ReviewState.ofCode(row.getInt("state")).wire(),
                        SqlTimes.time(row, "received_at"),
                        row.getBoolean("named")));
                last = new Place(row.getObject("submission_id", UUID.class), id);
            }
            next = end(row);
        }
        return new Page<>(found, next == null ? null : next.cursor());
    }

    /** Where the look ended with something left; null when it saw all. */
    private static @Nullable Place end(ResultSet row) throws SQLException {
        UUID listing = row.getObject("last_id", UUID.class);
        if (listing != null) {
            return new Place(row.getObject("last_sent", UUID.class), listing);
        }
        UUID submission = row.getObject("last_submission", UUID.class);
        return submission == null ? null : Place.before(submission);
    }

    private static String taxon(Labels labels) {
        String name = labels.taxon().scientificName();
        return name.toLowerCase(Locale.ROOT).endsWith(ANY_SPECIES)
                ? name.substring(0, name.length() - ANY_SPECIES.length())
                : name;
    }
}
