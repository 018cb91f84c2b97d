package org.alarmcall.console.tactics;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.alarmcall.console.LabelWords;
import org.alarmcall.console.LabelsMessages;
import org.alarmcall.console.tactics.Differences.Piece;
import org.alarmcall.tactic.CodeWord;
import org.alarmcall.tactic.ReviewTactic;
import org.alarmcall.vocabulary.Labels;
import org.jspecify.annotations.Nullable;

/** Lays two reports side by side, row by row. */
@Singleton
class Comparison {

    private final LabelWords words;
    private final LabelsMessages labels;
    private final TacticMessages messages;

    Comparison(LabelWords words, LabelsMessages labels, TacticMessages messages) {
        this.words = words;
        this.labels = labels;
        this.messages = messages;
    }

    /** @param list whether the pieces are items of a list */
    record Row(String heading, List<Piece> left, List<Piece> right, boolean list) {

        static Row of(String heading, Differences differences, boolean list) {
            return new Row(heading, differences.left(), differences.right(), list);
        }
    }

    List<Row> of(ReviewTactic left, ReviewTactic right) {
        List<Row> rows = new ArrayList<>();
        rows.add(text(messages.name(), left.title(), right.title()));
        rows.add(text(messages.narrative(), left.narrative(), right.narrative()));
        rows.add(text(messages.first_seen(), day(left.firstSeen()), day(right.firstSeen())));
        addLabels(rows, left.labels(), right.labels());
        rows.add(Row.of(messages.techniques(), Differences.ofSets(techniques(left), techniques(right)), true));
        addCodeWords(rows, left.codeWords(), right.codeWords());
        return rows;
    }

    private static Row text(String heading, String left, String right) {
        return Row.of(heading, Differences.ofTexts(left, right), false);
    }

    private List<String> techniques(ReviewTactic tactic) {
        return tactic.techniques().stream().map(words::technique).toList();
    }

    /** Those that one of them has. */
    private void addLabels(List<Row> rows, Labels left, Labels right) {
        add(rows, labels.taxon(), left, right, shown -> shown.taxon().scientificName());
        add(rows, labels.name_as_reported(), left, right, shown -> shown.taxon().nameAsReported());
        add(rows, labels.term(), left, right, shown -> in(shown.term(), words::term));
        add(rows, labels.category(), left, right, shown -> words.category(shown.policyCategory()));
        add(rows, labels.source(), left, right, shown -> in(shown.claimedSource(), words::source));
        add(rows, labels.country(), left, right, shown -> in(shown.country(), words::country));
        add(rows, labels.language(), left, right, shown -> in(shown.language(), words::language));
        add(
                rows,
                labels.claims(),
                left,
                right,
                shown -> shown.claims().stream().map(words::claim).collect(Collectors.joining(", ")));
    }

    private static void add(
            List<Row> rows, String heading, Labels left, Labels right, Function<Labels, @Nullable String> label) {
        String ofLeft = orEmpty(label.apply(left));
        String ofRight = orEmpty(label.apply(right));
        if (!ofLeft.isEmpty() || !ofRight.isEmpty()) {
            rows.add(Row.of(heading, Differences.ofSets(listed(ofLeft), listed(ofRight)), false));
        }
    }

    private static List<String> listed(String text) {
        return text.isEmpty() ? List.of() : List.of(text);
    }

    private static @Nullable String in(@Nullable String code, Function<String, String> ofCode) {
        return code == null ? null : ofCode.apply(code);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** A row for each word that one of them has. */
    private void addCodeWords(List<Row> rows, List<CodeWord> left, List<CodeWord> right) {
        Map<String, CodeWord> ofLeft = byKey(left);
        Map<String, CodeWord> ofRight = byKey(right);
        Set<String> keys = new LinkedHashSet<>(ofLeft.keySet());
        keys.addAll(ofRight.keySet());
        for (String key : keys) {
            CodeWord one = ofLeft.get(key);
            CodeWord other = ofRight.get(key);
            CodeWord named = one == null ? other : one;
            if (named != null) {
                rows.add(text(
                        messages.code_word_of(named.term(), words.language(named.language())),
                        described(one),
                        described(other)));
            }
        }
    }

    private static Map<String, CodeWord> byKey(List<CodeWord> codeWords) {
        return codeWords.stream()
                .collect(Collectors.toMap(
                        word -> word.term().toLowerCase(Locale.ROOT) + '\n' + word.language(),
                        word -> word,
                        (first, second) -> first,
                        java.util.LinkedHashMap::new));
    }

    private String described(@Nullable CodeWord word) {
        if (word == null) {
            return "";
        }
        List<String> lines = new ArrayList<>();
        lines.add(word.meaning());
        if (!word.requires().isEmpty()) {
            lines.add(messages.beside() + ": " + String.join(", ", word.requires()));
        }
        if (!word.excludes().isEmpty()) {
            lines.add(messages.not_beside() + ": " + String.join(", ", word.excludes()));
        }
        lines.add(messages.ends() + ": " + day(word.sunset()));
        return String.join("\n", lines);
    }

    private static String day(Instant at) {
        return at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
