package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.CopyRows;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes a chunk of listings: one statement a table, rows in the order of a key, so that writers wait and don't lock each
 * other out.
 */
@Singleton
class IntakeWrites {

    record NewIndicator(UUID id, Fingerprint fingerprint) {}

    /** A listing's row, new or replaced. */
    record ListingRow(
            UUID id,
            String reference,
            Instant observedAt,
            String labels,
            @Nullable String note,
            byte[] contentHash,
            Intake intake) {}

    /** @param pulled the furthest position that the member had been given when it reported the indicator first */
    record NewReport(
            UUID indicatorId,
            UUID listingId,
            long pulled,
            @Nullable Short quality) {}

    void indicators(Connection connection, Sending sending, List<NewIndicator> indicators) throws SQLException {
        if (indicators.isEmpty()) {
            return;
        }
        try (CopyRows rows = CopyRows.into(connection, "indicator (collection_id, id, type, value, created_at)")) {
            for (NewIndicator indicator : indicators) {
                rows.startRow(5);
                rows.int4(sending.collection().id());
                rows.uuid(indicator.id());
                rows.int2(indicator.fingerprint().type().code());
                rows.bytea(indicator.fingerprint().value());
                rows.timestamptz(sending.now());
            }
            rows.finish();
        }
    }

    void newListings(Caller caller, Connection connection, Sending sending, List<ListingRow> listings)
            throws SQLException {
        if (listings.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO listing (collection_id, id, member_id, submission_id, reference, observed_at, received_at,
                    sent_at, revision, labels, note, content_hash, trust, state, candidate, queue_reason)
                SELECT ?, id, ?, ?, reference, observed_at, ?, ?, 1, labels::json, note, content_hash, ?, state,
                    candidate, queue_reason
                FROM unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::bytea[], ?::smallint[],
                        ?::boolean[], ?::smallint[])
                    AS t(id, reference, observed_at, labels, note, content_hash, state, candidate, queue_reason)
                """)) {
            statement.setInt(1, sending.collection().id());
            statement.setInt(2, caller.memberId());
            statement.setObject(3, sending.submissionId());
            statement.setObject(4, sending.now().atOffset(ZoneOffset.UTC));
            statement.setObject(5, sending.now().atOffset(ZoneOffset.UTC));
            statement.setShort(6, sending.trust().code());
            statement.setArray(7, SqlArrays.uuids(connection, SqlArrays.column(listings, ListingRow::id)));
            statement.setArray(8, SqlArrays.texts(connection, SqlArrays.column(listings, ListingRow::reference)));
            setContent(statement, 9, connection, listings);
            statement.executeUpdate();
        }
    }

    /** What was decided is about other content now; the labels that staff may have set go with it. */
    void replacedListings(Caller caller, Connection connection, Sending sending, List<ListingRow> listings)
            throws SQLException {
        if (listings.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE listing SET submission_id = ?, sent_at = ?, trust = ?, revision = revision + 1,
                    observed_at = t.observed_at, labels = t.labels::json, note = t.note, content_hash = t.content_hash,
                    state = t.state, candidate = t.candidate, queue_reason = t.queue_reason, family = NULL,
                    decided_at = NULL, decided_by = NULL, decision_reason = NULL
                FROM unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::bytea[], ?::smallint[], ?::boolean[],
                        ?::smallint[])
                    AS t(id, observed_at, labels, note, content_hash, state, candidate, queue_reason)
                WHERE listing.collection_id = ? AND listing.id = t.id AND listing.member_id = ?
                """)) {
            statement.setObject(1, sending.submissionId());
            statement.setObject(2, sending.now().atOffset(ZoneOffset.UTC));
            statement.setShort(3, sending.trust().code());
            statement.setArray(4, SqlArrays.uuids(connection, SqlArrays.column(listings, ListingRow::id)));
            int next = setContent(statement, 5, connection, listings);
            statement.setInt(next, sending.collection().id());
            statement.setInt(next + 1, caller.memberId());
            statement.executeUpdate();
        }
    }

    /** Same content: the decision and the labels stand, the indicators live on. */
    void unchangedListings(Caller caller, Connection connection, Sending sending, List<ListingRow> listings)
            throws SQLException {
        if (listings.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE listing SET submission_id = ?, sent_at = ?, observed_at = t.observed_at, note = t.note
                FROM unnest(?::uuid[], ?::timestamptz[], ?::text[]) AS t(id, observed_at, note)
                WHERE listing.collection_id = ? AND listing.id = t.id AND listing.member_id = ?
                """)) {
            statement.setObject(1, sending.submissionId());
            statement.setObject(2, sending.now().atOffset(ZoneOffset.UTC));
            statement.setArray(3, SqlArrays.uuids(connection, SqlArrays.column(listings, ListingRow::id)));
            statement.setArray(4, SqlArrays.times(connection, SqlArrays.column(listings, ListingRow::observedAt)));
            statement.setArray(5, SqlArrays.texts(connection, SqlArrays.column(listings, ListingRow::note)));
            statement.setInt(6, sending.collection().id());
            statement.setInt(7, caller.memberId());
            statement.executeUpdate();
        }
    }

    /**
     * Removes the reports that replaced listings no longer make.
     *
     * @param kept all reports that they make now
     * @return the indicators that lost a report
     */
    List<UUID> dropReports(
            Caller caller, Connection connection, Sending sending, List<UUID> listings, List<NewReport> kept)
            throws SQLException {
        List<UUID> dropped = new ArrayList<>();
        if (listings.isEmpty()) {
            return dropped;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                DELETE FROM report r WHERE r.collection_id = ? AND r.listing_id = ANY(?) AND r.member_id = ?
                    AND NOT EXISTS (SELECT FROM unnest(?::uuid[], ?::uuid[]) AS k(listing_id, indicator_id)
                        WHERE k.listing_id = r.listing_id AND k.indicator_id = r.indicator_id)
                RETURNING r.indicator_id
                """)) {
            statement.setInt(1, sending.collection().id());
            statement.setArray(2, SqlArrays.uuids(connection, listings));
            statement.setInt(3, caller.memberId());
            statement.setArray(4, SqlArrays.uuids(connection, SqlArrays.column(kept, NewReport::listingId)));
            statement.setArray(5, SqlArrays.uuids(connection, SqlArrays.column(kept, NewReport::indicatorId)));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    dropped.add(row.getObject(1, UUID.class));
                }
            }
        }
        return dropped;
    }

    private static final String INSERT_REPORTS = """
            INSERT INTO report (collection_id, indicator_id, listing_id, member_id, reported_at, pulled, quality)
            SELECT ?, indicator_id, listing_id, ?, ?, pulled, quality
            FROM unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::smallint[]) AS t(indicator_id, listing_id, pulled, quality)
            """;

    private static final String KEEP_FIRST_TIME = """
            ON CONFLICT (collection_id, indicator_id, member_id, listing_id)
                DO UPDATE SET quality = excluded.quality WHERE report.quality IS DISTINCT FROM excluded.quality
            """;

    /** @param replaced whether the listings may have these reports already; their time of first report stays */
    void reports(Caller caller, Connection connection, Sending sending, List<NewReport> reports, boolean replaced)
            throws SQLException {
        if (reports.isEmpty()) {
            return;
        }
        try (PreparedStatement statement =
                connection.prepareStatement(replaced ? INSERT_REPORTS + KEEP_FIRST_TIME : INSERT_REPORTS)) {
            statement.setInt(1, sending.collection().id());
            statement.setInt(2, caller.memberId());
            statement.setObject(3, sending.now().atOffset(ZoneOffset.UTC));
            statement.setArray(4, SqlArrays.uuids(connection, SqlArrays.column(reports, NewReport::indicatorId)));
            statement.setArray(5, SqlArrays.uuids(connection, SqlArrays.column(reports, NewReport::listingId)));
            statement.setArray(6, SqlArrays.longs(connection, SqlArrays.column(reports, NewReport::pulled)));
            statement.setArray(7, SqlArrays.shorts(connection, SqlArrays.column(reports, NewReport::quality)));
            statement.executeUpdate();
        }
    }

    /** Seven columns from {@code first} on: what a listing says and where it stands. The next free place. */
    private static int setContent(
            PreparedStatement statement, int first, Connection connection, List<ListingRow> listings)
            throws SQLException {
        int next = first;
        statement.setArray(next++, SqlArrays.times(connection, SqlArrays.column(listings, ListingRow::observedAt)));
        statement.setArray(next++, SqlArrays.texts(connection, SqlArrays.column(listings, ListingRow::labels)));
        statement.setArray(next++, SqlArrays.texts(connection, SqlArrays.column(listings, ListingRow::note)));
        statement.setArray(next++, SqlArrays.bytes(connection, SqlArrays.column(listings, ListingRow::contentHash)));
        statement.setArray(
                next++,
                SqlArrays.shorts(
                        connection,
                        SqlArrays.column(listings, row -> row.intake().state().code())));
        statement.setArray(
                next++,
                SqlArrays.booleans(
                        connection,
                        SqlArrays.column(listings, row -> row.intake().candidate())));
        statement.setArray(
                next++,
                SqlArrays.shorts(
                        connection,
                        SqlArrays.column(
                                listings, row -> row.intake().queueReason().code())));
        return next;
    }
}
