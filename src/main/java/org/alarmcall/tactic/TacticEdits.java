package org.alarmcall.tactic;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.alarmcall.vocabulary.Labels;
import org.jspecify.annotations.Nullable;

/** What staff change in a report when they approve it; null stays as it is. */
public record TacticEdits(
        @Nullable String title,
        @Nullable String narrative,
        @Nullable Labels labels,
        @Nullable List<String> techniques,
        @Nullable List<CodeWord> codeWords) {

    public static final TacticEdits NONE = new TacticEdits(null, null, null, null, null);

    TacticContent apply(TacticContent content) {
        return new TacticContent(
                Objects.requireNonNullElse(title, content.title()),
                Objects.requireNonNullElse(narrative, content.narrative()),
                content.firstSeen(),
                Objects.requireNonNullElse(labels, content.labels()),
                Objects.requireNonNullElse(techniques, content.techniques()),
                Objects.requireNonNullElse(codeWords, content.codeWords()));
    }

    boolean isNone() {
        return equals(NONE);
    }

    /** The names of the fields that it changes. */
    static List<String> changed(TacticContent before, TacticContent after) {
        List<String> changed = new ArrayList<>();
        if (!before.title().equals(after.title())) {
            changed.add("title");
        }
        if (!before.narrative().equals(after.narrative())) {
            changed.add("narrative");
        }
        if (!before.labels().equals(after.labels())) {
            changed.add("labels");
        }
        if (!before.techniques().equals(after.techniques())) {
            changed.add("techniques");
        }
        if (!before.codeWords().equals(after.codeWords())) {
            changed.add("codeWords");
        }
        return changed;
    }
}
