package org.alarmcall.indicator;

import java.util.UUID;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.platform.ProblemView;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a submission says of one fingerprint. Every key is always there, so that the size of an answer tells nothing.
 *
 * @param type as sent; null when there was none
 * @param value canonical; as sent when it was rejected
 */
@Schema(name = "IndicatorResult", description = "What became of one fingerprint.")
public record IndicatorAnswer(
        @Schema(nullable = true, examples = "image_pdq") @Nullable
        String type,

        @Schema(nullable = true, description = "Canonical; as sent when it was rejected.") @Nullable
        String value,

        @Schema(
                enumeration = {"created", "corroborated", "duplicate", "rejected"},
                description = "created: not in the feed so far. corroborated: in the feed, and your member had "
                        + "not reported it; it does not tell whether the report counts as independent. duplicate: your "
                        + "member had reported it.")
        String status,

        @Schema(nullable = true, description = "Given only for what is in the feed, and when you may read it.")
        @Nullable
        UUID indicatorId,

        @Schema(
                nullable = true,
                enumeration = {
                    "candidate",
                    "reviewed",
                    "corroborated",
                    "pending",
                    "approved",
                    "rejected",
                    "returned",
                    "withdrawn"
                },
                description = "Its tier when it is in the feed and you may read it; else the state of your listing.")
        @Nullable
        String state,

        @Schema(
                nullable = true,
                type = SchemaType.OBJECT,
                description =
                        "The nearest other indicator in the feed, for image_pdq and text_tlsh. null when there is none within 31 "
                                + "bits, or 70 for text_tlsh, when you may not read the collection, and for requests with more than 1,000 "
                                + "indicators: then see the submission's status.")
        @Nullable
        Nearest nearest,

        @Schema(
                description =
                        "false: it was not looked for, and there may be one. The submission's status says it later.")
        boolean nearestKnown,

        @Schema(nullable = true, description = "Why it was rejected.") @Nullable
        ProblemView problem) {

    /** @param distance bits of 256 that differ for image_pdq; the distance of TLSH for text_tlsh */
    @Schema(name = "NearestIndicator")
    public record Nearest(UUID indicatorId, int distance) {}

    static final String CREATED = "created";
    static final String CORROBORATED = "corroborated";
    static final String DUPLICATE = "duplicate";
    static final String REJECTED = "rejected";

    static IndicatorAnswer accepted(
            Fingerprint fingerprint, String status, @Nullable UUID indicatorId, String state, Nearby nearby) {
        return new IndicatorAnswer(
                fingerprint.type().wire(),
                fingerprint.canonical(),
                status,
                indicatorId,
                state,
                nearby.nearest(fingerprint),
                nearby.isKnown(fingerprint),
                null);
    }

    static IndicatorAnswer rejected(RejectedIndicator indicator) {
        return new IndicatorAnswer(
                indicator.type(),
                indicator.value(),
                REJECTED,
                null,
                null,
                null,
                true,
                ListingAnswer.problem(indicator.errors()));
    }
}
