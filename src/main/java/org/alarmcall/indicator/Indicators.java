package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintException;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/** The door for staff who look at one indicator: it shows who reported it, so nobody else may ask. */
@Singleton
@ActsAs
@Transactional
public class Indicators {

    /** Reports that are shown of one indicator, the newest. */
    public static final int MAX_REPORTS = 100;

    private final Database database;
    private final Members members;

    Indicators(Database database, Members members) {
        this.database = database;
        this.members = members;
    }

    /**
     * An indicator.
     *
     * @param withdrawnReason why staff withdrew it; null when they did not
     */
    public record Found(
            UUID id,
            CollectionRef collection,
            String type,
            String value,
            @Nullable Instant withdrawnAt,
            @Nullable String withdrawnReason) {}

    /**
     * A report of a member.
     *
     * @param state of the listing: {@code pending}, {@code approved}, {@code rejected}, {@code returned} or
     *     {@code withdrawn}
     */
    public record Reported(UUID listingId, String member, String reference, String state, Instant at) {}

    /** The indicators with this id or this value, of whichever type, in all collections. */
    public List<Found> find(Caller caller, String text) {
        checkStaff(caller);
        List<CollectionRef> collections = members.collections(caller);
        String wanted = text.strip();
        try {
            List<Found> found = byId(collections, UUID.fromString(wanted));
            if (!found.isEmpty()) {
                return found;
            }
        } catch (IllegalArgumentException e) {
            // a value, then
        }
        List<Fingerprint> readings = readings(wanted);
        return readings.isEmpty() ? List.of() : byValue(collections, readings);
    }

    /** What a value may be: several types may be written the same way. */
    static List<Fingerprint> readings(String value) {
        List<Fingerprint> readings = new ArrayList<>();
        for (FingerprintType type : FingerprintType.values()) {
            try {
                readings.add(Fingerprint.parse(type, value));
            } catch (FingerprintException e) {
                continue; // not of this type
            }
        }
        return readings;
    }

    /** @throws org.alarmcall.platform.ProblemException 404 */
    public Found get(Caller caller, UUID id) {
        checkStaff(caller);
        return byId(members.collections(caller), id).stream()
                .findFirst()
                .orElseThrow(() -> Problem.NOT_FOUND.because("There is no such indicator."));
    }

    /** The newest first, {@link #MAX_REPORTS} at most. */
    public List<Reported> reports(Caller caller, Found indicator) {
        checkStaff(caller);
        return database.call(connection -> {
            Database.joinByKey(connection);
            List<Reported> reports = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT listing.id, listing.member_id, listing.reference, listing.state, reported_at
                    FROM (
                        SELECT listing_id, reported_at FROM report
                        WHERE collection_id = ? AND indicator_id = ?
                        ORDER BY reported_at DESC, listing_id LIMIT ?) AS newest
                    CROSS JOIN LATERAL (
                        SELECT id, member_id, reference, state FROM listing
                        WHERE collection_id = ? AND id = newest.listing_id OFFSET 0) AS listing
                    ORDER BY reported_at DESC, listing.id
                    """)) {
                statement.setInt(1, indicator.collection().id());
                statement.setObject(2, indicator.id());
                statement.setInt(3, MAX_REPORTS);
                statement.setInt(4, indicator.collection().id());
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        reports.add(new Reported(
                                row.getObject(1, UUID.class),
                                members.member(caller, row.getInt(2)).name(),
                                row.getString(3),
                                ReviewState.ofCode(row.getInt(4)).name().toLowerCase(Locale.ROOT),
                                row.getObject(5, OffsetDateTime.class).toInstant()));
                    }
                }
            }
            return reports;
        });
    }

    private List<Found> byId(List<CollectionRef> collections, UUID id) {
        return database.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT collection_id, id, type, value, withdrawn_at, withdrawn_reason FROM indicator
                    WHERE collection_id = ANY(?) AND id = ?
                    """)) {
                statement.setArray(1, ids(connection, collections));
                statement.setObject(2, id);
                return found(statement, collections);
            }
        });
    }

    private List<Found> byValue(List<CollectionRef> collections, List<Fingerprint> values) {
        return database.call(connection -> {
            Database.joinByKey(connection);
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT indicator.* FROM unnest(?::integer[]) AS place(collection_id)
                    CROSS JOIN unnest(?::smallint[], ?::bytea[]) AS wanted(type, value)
                    CROSS JOIN LATERAL (
                        SELECT collection_id, id, type, value, withdrawn_at, withdrawn_reason FROM indicator
                        WHERE collection_id = place.collection_id AND type = wanted.type AND value = wanted.value
                        OFFSET 0) AS indicator
                    """)) {
                statement.setArray(1, ids(connection, collections));
                statement.setArray(
                        2,
                        SqlArrays.shorts(
                                connection,
                                SqlArrays.column(values, value -> value.type().code())));
                statement.setArray(3, SqlArrays.bytes(connection, SqlArrays.column(values, Fingerprint::value)));
                return found(statement, collections);
            }
        });
    }

    private static List<Found> found(PreparedStatement statement, List<CollectionRef> collections) throws SQLException {
        Map<Integer, CollectionRef> byId = new HashMap<>();
        collections.forEach(collection -> byId.put(collection.id(), collection));
        List<Found> found = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Fingerprint fingerprint =
                        Fingerprint.of(FingerprintType.ofCode(row.getInt("type")), row.getBytes("value"));
                CollectionRef collection = byId.get(row.getInt("collection_id"));
                OffsetDateTime withdrawn = row.getObject("withdrawn_at", OffsetDateTime.class);
                if (collection != null) {
                    found.add(new Found(
                            row.getObject("id", UUID.class),
                            collection,
                            fingerprint.type().wire(),
                            fingerprint.canonical(),
                            withdrawn == null ? null : withdrawn.toInstant(),
                            row.getString("withdrawn_reason")));
                }
            }
        }
        return found;
    }

    private static java.sql.Array ids(Connection connection, List<CollectionRef> collections) throws SQLException {
        return SqlArrays.integers(
                connection, collections.stream().map(CollectionRef::id).toList());
    }

    private static void checkStaff(Caller caller) {
        if (!caller.seesAllMembers()) {
            throw Problem.FORBIDDEN.because("Only the coalition's staff may see who reported what.");
        }
    }
}
