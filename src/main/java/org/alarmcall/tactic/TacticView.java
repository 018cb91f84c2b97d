package org.alarmcall.tactic;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.alarmcall.vocabulary.Labels;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A tactic as members see it. */
@Schema(
        name = "Tactic",
        description = "How sellers evade detection. No view of another member's report names that member.")
public record TacticView(
        UUID id,
        @Schema(description = "Raised with each change.") int revision,

        @Schema(
                enumeration = {"pending", "approved", "rejected", "returned", "withdrawn", "merged"},
                description = "Of other members' reports you see approved ones only.")
        String state,

        String title,
        String narrative,

        @Schema(description = "In what is published, the day.")
        Instant firstSeen,

        Labels labels,

        @Schema(description = "Codes of the vocabulary.") List<String> techniques,

        @Schema(description = "In what is published, those that have not sunset.")
        List<CodeWord> codeWords,

        @Schema(description = "Traffic Light Protocol 2.0") String tlp,

        @Schema(
                description =
                        "When it came into the feed; null when it is not in it. One that your member has withdrawn is in it"
                                + " while others who have reported the same stand behind it.")
        @Nullable
        Instant publishedAt,

        @Schema(description = "Of one that is merged: where it is now.") @Nullable
        UUID mergedInto,

        @Schema(description = "What staff say about their decision; of your member's own.") @Nullable
        String reason,

        @Schema(description = "References of your member's own listings that show it.")
        List<String> listings) {

    static TacticView published(PublishedTactic tactic, String tlp) {
        TacticContent content = tactic.content();
        return new TacticView(
                tactic.id(),
                tactic.revision(),
                TacticState.APPROVED.wire(),
                content.title(),
                content.narrative(),
                content.firstSeen(),
                content.labels(),
                content.techniques(),
                content.codeWords(),
                tlp,
                tactic.publishedAt(),
                null,
                null,
                List.of());
    }

    static TacticView own(Report report, String tlp, List<String> listings) {
        TacticContent content = report.content();
        return new TacticView(
                report.id(),
                report.revision(),
                report.stateForMember().wire(),
                content.title(),
                content.narrative(),
                content.firstSeen(),
                content.labels(),
                content.techniques(),
                content.codeWords(),
                tlp,
                report.publishedAt(),
                report.mergedInto(),
                report.reason(),
                listings);
    }
}
