package org.alarmcall.feedback;

import java.util.List;
import java.util.UUID;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.platform.ProblemView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of each of many opinions. */
record FeedbackAnswer(
        @Schema(description = "Items in the body.") int received,
        Summary summary,

        @Schema(description = "In the order of the body.") List<Result> results) {

    @Schema(name = "FeedbackSummary")
    record Summary(int accepted, int rejected) {}

    @Schema(name = "FeedbackResult")
    record Result(
            @Schema(description = "Its place in the body, from 1.")
            int line,

            @Schema(nullable = true, description = "null when the item names none.") @Nullable
            UUID indicatorId,

            @Schema(enumeration = {"accepted", "rejected"}) String status,

            @Schema(nullable = true, description = "Why it is rejected.") @Nullable
            ProblemView problem) {

        static Result accepted(int index, UUID indicatorId) {
            return new Result(index + 1, indicatorId, "accepted", null);
        }

        static Result rejected(int index, @Nullable UUID indicatorId, ProblemException problem) {
            return new Result(index + 1, indicatorId, "rejected", ProblemView.of(problem));
        }
    }

    static FeedbackAnswer of(List<Result> results) {
        int rejected = (int)
                results.stream().filter(result -> result.problem() != null).count();
        return new FeedbackAnswer(results.size(), new Summary(results.size() - rejected, rejected), results);
    }
}
