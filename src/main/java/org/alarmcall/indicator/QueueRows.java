package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.alarmcall.member.Caller;
import org.alarmcall.member.MemberView;
import org.alarmcall.member.Members;
import org.alarmcall.platform.SqlTimes;
import org.alarmcall.vocabulary.Labels;
import org.jspecify.annotations.Nullable;

/** Reads lines of the queue, and what a filter names. */
@Singleton
class QueueRows {

    /** Of {@code listing}; {@code family}, a number, beside them. */
    static final String COLUMNS = "id, collection_id, member_id, submission_id, reference, revision, labels, "
            + "received_at, queue_reason, state, candidate, recalled";

    private static final int NO_MEMBER = -1;

    private final Members members;

    QueueRows(Members members) {
        this.members = members;
    }

    QueueRow row(Caller caller, ResultSet row) throws SQLException {
        MemberView member = members.member(caller, row.getInt("member_id"));
        boolean pending = row.getInt("state") == ReviewState.PENDING.code();
        boolean recalled = row.getBoolean("recalled") && row.getInt("state") == ReviewState.APPROVED.code();
        return new QueueRow(
                row.getObject("id", UUID.class),
                row.getInt("revision"),
                members.collection(caller, row.getInt("collection_id")).slug(),
                row.getObject("submission_id", UUID.class),
                row.getString("reference"),
                member.slug(),
                member.name(),
                Labels.ofJson(row.getString("labels")),
                SqlTimes.time(row, "received_at"),
                QueueReason.ofCode(row.getInt("queue_reason")).wire(),
                pending ? row.getBoolean("candidate") : recalled,
                pending || recalled,
                row.getInt("family"));
    }

    /** What the filter lets through. */
    QueueConditions wanted(Caller caller, QueueFilter filter) {
        return QueueConditions.of(filter, member(caller, filter.member()));
    }

    private @Nullable Integer member(Caller caller, @Nullable String slug) {
        return slug == null ? null : members.number(caller, slug).orElse(NO_MEMBER);
    }
}
