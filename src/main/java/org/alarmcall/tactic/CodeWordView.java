package org.alarmcall.tactic;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A line of the register. */
@Schema(name = "RegisteredCodeWord", description = "A code word of published tactics. The same in several is one.")
public record CodeWordView(
        @Schema(description = "To renew it; of the first tactic that has it.")
        UUID id,

        String term,
        @Schema(description = "BCP 47") String language,
        String meaning,

        @Schema(description = "One of these must stand beside it.")
        List<String> requires,

        @Schema(description = "None of these may stand beside it.")
        List<String> excludes,

        @Schema(description = "When it leaves the feed, unless staff renew it.")
        Instant sunset,

        @Schema(description = "The published tactics that have it.")
        List<UUID> tactics) {}
