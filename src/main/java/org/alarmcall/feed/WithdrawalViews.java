package org.alarmcall.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Withdrawals with their receipts, as sent. */
public final class WithdrawalViews {

    private WithdrawalViews() {}

    @Schema(name = "Withdrawals")
    public record WithdrawalsView(
            List<WithdrawalView> items,

            @Schema(
                    description =
                            "What to send as `cursor` for the next page; null after the last. With `state` a page may"
                                    + " hold fewer items than `limit`, also none, and not be the last")
            @Nullable
            String next,

            @Schema(description = "On the first page; null on the others") @Nullable
            TimeToPurge timeToPurge) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "Withdrawal",
            description = "An entry with which something left the feed, and who is past it.",
            requiredProperties = {"position", "at", "kind", "reason"})
    public record WithdrawalView(
            long position,
            Instant at,
            @Schema(enumeration = {"indicator", "tactic"}) String kind,
            String reason,

            @Schema(
                    implementation = FeedViews.EntryIndicator.class,
                    description = "As in the entry: id, type and value")
            @Nullable
            JsonNode indicator,

            @Schema(type = SchemaType.OBJECT, description = "As in the entry") @Nullable
            JsonNode tactic,

            @Schema(
                    description =
                            "For a member: its own; absent when none of its clients that may read the feed ever held it")
            @Nullable
            ReceiptView receipt,

            @Schema(description = "For staff: each member that held it, by slug") @Nullable
            List<MemberReceiptView> members,

            @Schema(description = "For staff: the number of members in each state") @Nullable
            SummaryView summary) {

        static WithdrawalView ofOne(JsonNode entry, @Nullable Receipt receipt) {
            return of(entry, receipt == null ? null : ReceiptView.of(receipt), null, null);
        }

        static WithdrawalView ofAll(JsonNode entry, Map<Integer, Receipt> receipts, IntFunction<String> slugs) {
            List<MemberReceiptView> members = receipts.entrySet().stream()
                    .map(receipt -> MemberReceiptView.of(slugs.apply(receipt.getKey()), receipt.getValue()))
                    .sorted((one, other) -> one.member().compareTo(other.member()))
                    .toList();
            return of(entry, null, members, SummaryView.of(receipts.values()));
        }

        private static WithdrawalView of(
                JsonNode entry,
                @Nullable ReceiptView receipt,
                @Nullable List<MemberReceiptView> members,
                @Nullable SummaryView summary) {
            return new WithdrawalView(
                    entry.get("position").asLong(),
                    Instant.parse(entry.get("at").asText()),
                    entry.get("kind").asText(),
                    entry.get("reason").asText(),
                    entry.get("indicator"),
                    entry.get("tactic"),
                    receipt,
                    members,
                    summary);
        }
    }

    @Schema(name = "Receipt")
    public record ReceiptView(
            @Schema(enumeration = {"held", "passed", "late"})
            String state,

            @Schema(description = "When the last of your clients said that it is past the withdrawal") @Nullable
            Instant passedAt,

            @Schema(description = "The ids of your clients that have not yet said so")
            List<String> waitingFor) {

        static ReceiptView of(Receipt receipt) {
            return new ReceiptView(receipt.state().wire(), receipt.passedAt(), receipt.waitingFor());
        }
    }

    @Schema(name = "MemberReceipt")
    public record MemberReceiptView(
            String member,

            @Schema(enumeration = {"held", "passed", "late"})
            String state,

            @Schema(description = "When the last of its clients said that it is past the withdrawal") @Nullable
            Instant passedAt) {

        static MemberReceiptView of(String member, Receipt receipt) {
            return new MemberReceiptView(member, receipt.state().wire(), receipt.passedAt());
        }
    }

    @Schema(name = "ReceiptSummary")
    public record SummaryView(int held, int passed, int late) {

        static SummaryView of(Iterable<Receipt> receipts) {
            int[] counts = new int[Receipt.State.values().length];
            receipts.forEach(receipt -> counts[receipt.state().ordinal()]++);
            return new SummaryView(
                    counts[Receipt.State.HELD.ordinal()],
                    counts[Receipt.State.PASSED.ordinal()],
                    counts[Receipt.State.LATE.ordinal()]);
        }
    }
}
