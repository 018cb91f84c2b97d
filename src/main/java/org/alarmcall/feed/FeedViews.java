package org.alarmcall.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.alarmcall.member.CollectionRef;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What readers of a feed are sent, in words of the contract. Entries themselves are sent as they stand in the log. */
final class FeedViews {

    private FeedViews() {}

    /** A collection that the caller may see, and how far its feed is. */
    @Schema(name = "Collection")
    record CollectionView(String slug, String title, String access, String tlp, long head) {

        static CollectionView of(CollectionRef collection, long head) {
            return new CollectionView(
                    collection.slug(), collection.title(), collection.access().wire(), collection.tlp(), head);
        }
    }

    /** The answer to a pull; only for its schema. */
    @Schema(
            name = "FeedPage",
            requiredProperties = {"entries", "next", "chain", "head"})
    record PageView(
            List<EntryView> entries,

            @Schema(description = "What to send as `after`; moves past entries that the filter left out")
            long next,

            @Schema(description = "The running hash at `next`", pattern = "[0-9a-f]{64}")
            String chain,

            @Schema(description = "The last position") long head) {}

    /** An entry; only for its schema. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "Entry",
            requiredProperties = {"position", "op", "at", "kind"})
    record EntryView(
            @Schema(description = "Dense: 1, 2, 3, ...", minimum = "1")
            long position,

            @Schema(enumeration = {"upsert", "withdraw"}) String op,
            Instant at,
            @Schema(enumeration = {"indicator", "tactic"}) String kind,

            @Schema(description = "Why it leaves; only with `withdraw`", nullable = true) @Nullable
            String reason,

            @Nullable EntryIndicator indicator,
            @Nullable EntryTactic tactic) {}

    /** The first line of a snapshot; only for its schema. */
    @Schema(name = "SnapshotHead")
    record SnapshotHead(long position, String chain, long count, String digest) {}

    /** The indicator of an entry; a withdrawal has id, type and value only. Only for its schema. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "EntryIndicator",
            requiredProperties = {"id", "type", "value"})
    record EntryIndicator(
            UUID id,
            String type,
            String value,

            @Schema(enumeration = {"candidate", "reviewed", "corroborated"}) @Nullable
            String tier,

            @Schema(type = SchemaType.OBJECT) @Nullable JsonNode labels,

            @Schema(
                    description =
                            "Members that speak for it, without those that repeat what the feed told them and those that"
                                    + " did so too long ago, in steps: 1, 2, 3, 5, 10, 20, 50, 100")
            @Nullable
            Integer reporters,

            @Schema(description = "The family of near-duplicates", nullable = true) @Nullable
            String cluster,

            @Schema(description = "The day of the first report") @Nullable
            Instant firstReported,

            @Schema(description = "When it leaves the feed unless somebody that counts speaks for it again") @Nullable
            Instant expires,

            @Nullable String tlp) {}

    /** The tactic of an entry; a withdrawal has id, and mergedInto when it was merged. Only for its schema. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "EntryTactic",
            requiredProperties = {"id"})
    record EntryTactic(
            UUID id,
            @Nullable String title,
            @Nullable String narrative,
            @Schema(description = "The day") @Nullable Instant firstSeen,

            @Schema(type = SchemaType.OBJECT) @Nullable JsonNode labels,

            @Schema(description = "Codes of the vocabulary") @Nullable
            List<String> techniques,

            @Schema(description = "Those that have not sunset") @Nullable
            List<JsonNode> codeWords,

            @Nullable String tlp,
            @Nullable Integer revision,

            @Schema(description = "The published tactic that holds what it said; only when it leaves") @Nullable
            UUID mergedInto) {}
}
