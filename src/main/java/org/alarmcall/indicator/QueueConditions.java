package org.alarmcall.indicator;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/** Conditions on a row {@code listing}, and the values of their question marks. Only what is asked for is in them. */
final class QueueConditions {

    private final StringBuilder sql = new StringBuilder("true");
    private final List<Object> values = new ArrayList<>();

    private QueueConditions() {}

    static QueueConditions without(Connection connection, QueueFilter.Without without) throws SQLException {
        QueueConditions conditions = new QueueConditions();
        List<UUID> listings = new ArrayList<>(without.listings());
        if (without.skipped() != null) {
            listings.add(without.skipped());
        }
        if (!listings.isEmpty()) {
            conditions.and("listing.id <> ALL(?)", SqlArrays.uuids(connection, listings));
        }
        if (!without.submissions().isEmpty()) {
            conditions.and("listing.submission_id <> ALL(?)", SqlArrays.uuids(connection, without.submissions()));
        }
        if (!without.approver().isEmpty()) {
            conditions.and("""
                    NOT EXISTS (SELECT FROM first_approval f WHERE f.collection_id = listing.collection_id
                        AND f.listing_id = listing.id AND f.revision = listing.revision AND f.client_id = ?)
                    """, without.approver());
        }
        return conditions;
    }

    /** @param member number of the filter's; null for all */
    static QueueConditions of(QueueFilter filter, @Nullable Integer member) {
        QueueConditions conditions = new QueueConditions();
        QueueReason reason = filter.reason();
        conditions.and("listing.queue_reason = ?", reason == null ? null : reason.code());
        conditions.and("listing.member_id = ?", member);
        conditions.and("listing.labels ->> 'policyCategory' = ?", filter.category());
        conditions.and("listing.labels ->> 'term' = ?", filter.term());
        conditions.and("""
                strpos(lower(concat_ws(' ', listing.labels -> 'taxon' ->> 'scientificName',
                    listing.labels -> 'taxon' ->> 'nameAsReported')), lower(?)) > 0
                """, filter.taxon());
        return conditions;
    }

    /** Nothing for null. */
    private void and(String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(" AND ").append(condition);
            values.add(value);
        }
    }

    String sql() {
        return sql.toString();
    }

    /** Sets the values from {@code first} on; the next free place. */
    int bind(PreparedStatement statement, int first) throws SQLException {
        int at = first;
        for (Object value : values) {
            statement.setObject(at++, value);
        }
        return at;
    }
}
