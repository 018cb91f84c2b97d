package org.alarmcall.feedback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A member's own opinion. */
@Schema(name = "Opinion", description = "What the caller's member says of an indicator.")
record OpinionView(
        UUID indicatorId,

        @Schema(enumeration = {"confirm", "dispute", "seen", "flood"})
        String opinion,

        @Schema(nullable = true) @Nullable String reason,

        @Schema(nullable = true, description = "null when the member has sent none.") @Nullable
        Actions actions,

        @Schema(description = "Since when the member has been for it, or against it, without a break.")
        Instant givenAt,

        @Schema(description = "When any of it was last changed.")
        Instant changedAt) {

    static OpinionView of(UUID indicatorId, ResultSet row) throws SQLException {
        Actions actions = new Actions(
                row.getObject("matched", Long.class),
                row.getObject("removed", Long.class),
                row.getObject("removed_before_view", Long.class),
                row.getObject("upheld_appeals", Long.class));
        return new OpinionView(
                indicatorId,
                Opinion.ofCode(row.getInt("opinion")).wire(),
                row.getString("reason"),
                actions.equals(Actions.NONE) ? null : actions,
                row.getObject("given_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
