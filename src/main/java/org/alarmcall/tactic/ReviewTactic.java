package org.alarmcall.tactic;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.alarmcall.vocabulary.Labels;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A report as staff see it. */
@Schema(description = "A report of a tactic as staff see it.")
public record ReviewTactic(
        UUID id,

        @Schema(description = "Raised when the report is replaced, decided or merged; send it with a decision.")
        int revision,

        String collection,

        @Schema(enumeration = {"pending", "approved", "rejected", "returned", "withdrawn", "merged"})
        String state,

        String title,
        String narrative,
        Instant firstSeen,
        Labels labels,
        List<String> techniques,
        List<CodeWord> codeWords,
        Reporter reporter,
        Instant reportedAt,

        @Schema(description = "When its member last changed it.")
        Instant changedAt,

        @Schema(description = "Since when some version of it is in the feed; null when none is.") @Nullable
        Instant publishedAt,

        @Nullable UUID mergedInto,

        @Schema(
                description =
                        "When its member took it back, of one that is merged, or that is published and stays since others have"
                                + " reported the same; else null.")
        @Nullable
        Instant takenBackAt,

        @Schema(description = "null while it waits.") @Nullable
        Decided decision,

        @Schema(description = "Listings that its reporter, or those of the reports merged into it, named.")
        List<Shown> listings,

        @Schema(description = "Reports that were merged into it, oldest first, the first 100.")
        List<Merged> merged,

        @Schema(
                description =
                        "Likely twins among all that is pending or approved; in a list among what is approved and, by the first 500"
                                + " characters, the newest that are pending.")
        List<Similar> similar) {

    @Schema(name = "ReviewTacticReporter")
    public record Reporter(String member, String name) {}

    @Schema(name = "ReviewTacticDecision")
    public record Decided(
            @Schema(description = "The client that decided.")
            String by,

            Instant at,
            @Nullable String reason) {}

    @Schema(name = "ReviewTacticListing")
    public record Shown(UUID listingId, String member, String reference) {}

    @Schema(name = "ReviewTacticMerged")
    public record Merged(
            UUID id,
            String member,
            Instant reportedAt,

            @Schema(description = "When its member took it back; null while it stands.") @Nullable
            Instant takenBackAt) {}

    static ReviewTactic of(
            Report report,
            String collection,
            Reporter reporter,
            List<Shown> listings,
            List<Merged> merged,
            List<Similar> similar) {
        TacticContent content = report.content();
        String by = report.decidedBy();
        Instant at = report.decidedAt();
        return new ReviewTactic(
                report.id(),
                report.revision(),
                collection,
                report.state().wire(),
                content.title(),
                content.narrative(),
                content.firstSeen(),
                content.labels(),
                content.techniques(),
                content.codeWords(),
                reporter,
                report.createdAt(),
                report.changedAt(),
                report.publishedAt(),
                report.mergedInto(),
                report.authorLeftAt(),
                by == null || at == null ? null : new Decided(by, at, report.reason()),
                listings,
                merged,
                similar);
    }
}
