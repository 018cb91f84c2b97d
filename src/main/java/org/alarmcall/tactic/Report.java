package org.alarmcall.tactic;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.alarmcall.platform.SqlTimes;
import org.jspecify.annotations.Nullable;

/** A member's report as it is stored. */
record Report(
        int collectionId,
        UUID id,
        int memberId,
        int revision,
        TacticState state,
        TacticContent content,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        @Nullable String reason,
        @Nullable UUID mergedInto,
        @Nullable Instant authorLeftAt,
        @Nullable Instant publishedAt) {

    /** Of {@code tactic AS t}; {@link #of} reads them. */
    static final String COLUMNS = """
            t.collection_id, t.id, t.member_id, t.revision, t.state, t.title, t.narrative, t.first_seen, t.labels,
            t.techniques, t.code_words, t.created_at, t.changed_at, t.decided_at, t.decided_by, t.decision_reason,
            t.merged_into, t.author_left_at, (SELECT p.published_at FROM published_tactic AS p
                WHERE p.collection_id = t.collection_id AND p.id = t.id) AS published_at
            """;

    static Report of(ResultSet row) throws SQLException {
        return new Report(
                row.getInt("collection_id"),
                row.getObject("id", UUID.class),
                row.getInt("member_id"),
                row.getInt("revision"),
                TacticState.ofCode(row.getInt("state")),
                PublishedTactic.content(row),
                SqlTimes.time(row, "created_at"),
                SqlTimes.time(row, "changed_at"),
                SqlTimes.nullable(row, "decided_at"),
                row.getString("decided_by"),
                row.getString("decision_reason"),
                row.getObject("merged_into", UUID.class),
                SqlTimes.nullable(row, "author_left_at"),
                SqlTimes.nullable(row, "published_at"));
    }

    boolean isPublished() {
        return publishedAt != null;
    }

    /** Whether its member stands behind it no more, though others may. */
    boolean isLeft() {
        return authorLeftAt != null;
    }

    /** As its member sees it. */
    TacticState stateForMember() {
        return isLeft() ? TacticState.WITHDRAWN : state;
    }
}
