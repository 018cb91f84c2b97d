package org.alarmcall.indicator;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.member.Caller;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What members say of indicators, for staff who review; implemented by the package that keeps opinions. */
public interface Judgements {

    /** What is said of each of the indicators; those of which nothing is said are left out. */
    Map<UUID, Judgement> of(Caller staff, int collectionId, Collection<UUID> indicators);

    /** How the reports of members fared, as others judge them; by member. At most a minute old. */
    Map<Integer, Precision> ofReporters(Caller staff, int collectionId);

    /** What members say of one indicator. Members on probation are counted in {@code members} only. */
    @Schema(
            name = "Judgement",
            description = "What members say of an indicator; those on probation count in nothing but `members`.")
    record Judgement(
            int confirm,
            int dispute,
            int seen,
            int flood,

            @Schema(description = "All who gave an opinion.")
            int members,

            @Schema(
                    nullable = true,
                    description = "confirm / (confirm + dispute + flood); null when nobody said either.")
            @Nullable
            Double precision,

            @Schema(description = "What they wrote, newest first, at most 20.")
            List<Voice> voices) {}

    @Schema(name = "JudgementVoice")
    record Voice(
            String member,

            @Schema(enumeration = {"confirm", "dispute", "seen", "flood"})
            String opinion,

            @Schema(nullable = true) @Nullable String reason,
            Instant at) {}

    /** How reports fared. */
    @Schema(name = "Precision", description = "How a member's reports fared, as other members judge them.")
    record Precision(
            @Schema(description = "Indicators that the member reports and others judged.")
            int judged,

            @Schema(description = "Opinions that confirm.") long confirmed,

            @Schema(description = "Opinions that dispute or tell of a flood.")
            long disputed,

            @Schema(nullable = true, description = "confirmed / (confirmed + disputed); null for 0 / 0.") @Nullable
            Double precision) {

        public static Precision of(int judged, long confirmed, long disputed) {
            return new Precision(judged, confirmed, disputed, share(confirmed, confirmed + disputed));
        }
    }

    /** part / whole; null for nothing of nothing. */
    static @Nullable Double share(long part, long whole) {
        return whole == 0 ? null : (double) part / whole;
    }
}
