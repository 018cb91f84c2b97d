package org.alarmcall.tactic;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A term that sellers use for what they can't name. */
@Schema(name = "CodeWord", description = "A term that sellers use for what they can't name.")
public record CodeWord(
        @Schema(description = "As it is written, one line.", maxLength = CodeWord.MAX_TERM)
        String term,

        @Schema(description = "BCP 47") String language,

        @Schema(description = "What it stands for.", maxLength = CodeWord.MAX_MEANING)
        String meaning,

        @Schema(description = "What must stand beside it: one of these.", maxItems = CodeWord.MAX_CONTEXT)
        List<String> requires,

        @Schema(description = "What must not stand beside it: none of these.", maxItems = CodeWord.MAX_CONTEXT)
        List<String> excludes,

        @Schema(description = "When it leaves the feed unless staff renew it.")
        Instant sunset) {

    static final int MAX_TERM = 100;
    static final int MAX_MEANING = 500;
    static final int MAX_CONTEXT = 20;

    public CodeWord {
        requires = requires == null ? List.of() : List.copyOf(requires);
        excludes = excludes == null ? List.of() : List.copyOf(excludes);
    }

    /** The term without regard to case. A tactic has it once in a language. */
    String key() {
        return term.toLowerCase(Locale.ROOT);
    }

    String keyAndLanguage() {
        return key() + '\n' + language;
    }

    CodeWord until(Instant later) {
        return new CodeWord(term, language, meaning, requires, excludes, later);
    }
}
