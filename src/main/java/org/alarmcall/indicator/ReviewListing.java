package org.alarmcall.indicator;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.alarmcall.vocabulary.Labels;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A listing as staff see it: what was sent, by whom, and what else is known of its indicators. */
@Schema(description = "A listing as staff see it.")
public record ReviewListing(
        UUID listingId,

        @Schema(
                description =
                        "Raised when the listing is replaced or decided, or its labels are corrected by a first approval of two; send it with a decision.")
        int revision,

        String collection,
        UUID submissionId,
        String reference,
        Labels labels,
        @Schema(nullable = true) @Nullable String note,
        Instant observedAt,
        @Schema(description = "When it was first sent.") Instant receivedAt,

        @Schema(enumeration = {"pending", "approved", "rejected", "returned", "withdrawn"})
        String state,

        @Schema(
                enumeration = {"new", "changed", "allow_list", "quarantined"},
                description = "Why it is, or was, in the queue.")
        String queueReason,

        Reporter reporter,

        @Schema(nullable = true, description = "null while it is pending.") @Nullable
        Decided decision,

        @Schema(
                nullable = true,
                description =
                        "The first approval of a listing that two people must approve, while it waits for the second; else null.")
        @Nullable
        FirstApproval firstApproval,

        List<Indicator> indicators,

        @Schema(
                description =
                        "Pending listings with a picture or a text near to one of this, nearest first, at most 100, by 10 of its texts and pictures (texts first): decide them together. "
                                + "What was sent in the last seconds may not be among them yet.")
        List<Near> near) {

    private static final String ECHO =
            "Whether the member had been given it, or a near-duplicate, by the feed before it reported it: then it is no witness.";

    @Schema(name = "ReviewNear")
    public record Near(
            UUID listingId,

            @Schema(description = "Send it with a decision.")
            int revision,

            @Schema(
                    description =
                            "Between the nearest pictures or texts: up to 31 bits of 256 for image_pdq, up to 30 for text_tlsh.")
            int distance) {}

    @Schema(name = "ReviewReporter")
    public record Reporter(
            String member,
            String name,

            @Schema(
                    enumeration = {"probation", "standard", "trusted"},
                    description = "The member's trust when it sent the listing.")
            String trust,

            @Schema(description = "As last counted, by default within the last hour.")
            Precision precision) {}

    @Schema(name = "ReviewDecision")
    public record Decided(
            @Schema(description = "The client that decided.")
            String by,

            Instant at,
            @Schema(nullable = true) @Nullable String reason) {}

    @Schema(name = "ReviewFirstApproval")
    public record FirstApproval(
            @Schema(description = "The client that approved. The second must be another.")
            String by,

            Instant at,

            @Schema(nullable = true, description = "As corrected by the first; null when they were not.") @Nullable
            Labels labels) {}

    @Schema(name = "ReviewIndicator")
    public record Indicator(
            UUID indicatorId,
            String type,
            String value,
            @Schema(nullable = true) @Nullable Integer quality,

            @Schema(
                    nullable = true,
                    enumeration = {"candidate", "reviewed", "corroborated"},
                    description = "Its tier in the feed; null when it is not in the feed.")
            @Nullable
            String state,

            @Schema(nullable = true, description = "Why staff withdrew it; null when they did not.") @Nullable
            String withdrawn,

            @Schema(
                    nullable = true,
                    description = "The allow list's entry that it is, or the nearest picture; null when it is neither.")
            @Nullable
            AllowListHit allowList,

            @Schema(description = "Other listings with it, newest first, at most 10.")
            List<Report> reports,

            @Schema(
                    nullable = true,
                    description =
                            "The nearest other indicator in the feed, within 31 bits for image_pdq and 70 for text_tlsh; or none. "
                                    + "null: not known now, as searching all of the page takes too long. Ask for fewer.")
            @Nullable
            List<NearDuplicate> nearDuplicates,

            @Schema(description = ECHO) boolean echo,

            @Schema(description = "What members say of it now.")
            Feedback feedback) {}

    @Schema(name = "ReviewAllowListHit")
    public record AllowListHit(
            UUID id,
            String note,

            @Schema(description = "0: it is the entry. For a picture, up to 31 bits of 256 from it.")
            int distance) {}

    @Schema(name = "ReviewReport")
    public record Report(
            String member,
            UUID listingId,
            String state,
            Instant reportedAt,
            @Schema(description = ECHO) boolean echo) {}

    /** Names members and has their words: for staff only. */
    @Schema(name = "ReviewFeedback")
    public record Feedback(
            long confirm,
            long dispute,
            long seen,
            long flood,

            @Schema(description = "That say anything: the sum of the four, as a member has one opinion.")
            long members,

            @Schema(
                    nullable = true,
                    minimum = "0",
                    maximum = "1",
                    description =
                            "confirm / (confirm + dispute + flood) of what was not said on probation; null for 0 / 0.")
            @Nullable
            Double precision,

            @Schema(description = "What was said last, newest first, at most 20.")
            List<Voice> voices) {

        static final Feedback NONE = new Feedback(0, 0, 0, 0, 0, null, List.of());
    }

    @Schema(name = "ReviewVoice")
    public record Voice(
            String member,

            @Schema(enumeration = {"confirm", "dispute", "seen", "flood"})
            String opinion,

            @Schema(nullable = true) @Nullable String reason,

            @Schema(description = "When the member last changed anything of it.")
            Instant at) {}

    @Schema(name = "ReviewNearDuplicate")
    public record NearDuplicate(UUID indicatorId, int distance) {}
}
