package org.alarmcall.tactic;

import java.time.Instant;
import java.util.List;
import org.alarmcall.vocabulary.Labels;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Bodies that {@link TacticReader} reads; only for their schemas. */
final class TacticDocs {

    private TacticDocs() {}

    @Schema(
            name = "TacticReport",
            requiredProperties = {"title", "narrative", "firstSeen", "labels"})
    record TacticBody(
            @Schema(description = "One line.", maxLength = TacticContent.MAX_TITLE)
            String title,

            @Schema(
                    description = "What sellers do and how it is recognised. No personal data.",
                    maxLength = TacticContent.MAX_NARRATIVE)
            String narrative,

            @Schema(description = "A time, or a date for its beginning. Readers get the day.", examples = "2026-11-20")
            Instant firstSeen,

            Labels labels,

            @Schema(description = "Codes of the vocabulary, each once.", nullable = true)
            List<String> techniques,

            @Schema(
                    description =
                            "Each term of a language once. The sunset is a time or a date, in the future and at most 400 days away.",
                    maxItems = TacticContent.MAX_CODE_WORDS,
                    nullable = true)
            List<CodeWord> codeWords,

            @Schema(
                    description = "References of your member's own listings that show it.",
                    maxItems = TacticDraft.MAX_LISTINGS,
                    nullable = true)
            List<String> listings) {}
}
