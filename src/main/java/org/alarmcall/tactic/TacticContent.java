package org.alarmcall.tactic;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.alarmcall.vocabulary.Labels;

/**
 * What a report says.
 *
 * @param firstSeen to the microsecond; readers get the day
 * @param techniques codes of the vocabulary, distinct
 * @param codeWords each term of a language once
 */
public record TacticContent(
        String title,
        String narrative,
        Instant firstSeen,
        Labels labels,
        List<String> techniques,
        List<CodeWord> codeWords) {

    public static final int MAX_TITLE = 200;
    public static final int MAX_NARRATIVE = 5_000;

    /** Of one report. */
    public static final int MAX_CODE_WORDS = 50;

    /** Of a tactic that others were merged into. */
    static final int MAX_JOINED_CODE_WORDS = 200;

    public TacticContent {
        techniques = List.copyOf(techniques);
        codeWords = List.copyOf(codeWords);
    }

    /** With what another report of the same tactic adds; of a code word that both have, this one's text and the later sunset. */
    TacticContent joinedWith(TacticContent other) {
        Set<String> allTechniques = new LinkedHashSet<>(techniques);
        allTechniques.addAll(other.techniques);
        Map<String, CodeWord> words = new LinkedHashMap<>();
        codeWords.forEach(word -> words.put(word.keyAndLanguage(), word));
        other.codeWords.forEach(word -> words.merge(
                word.keyAndLanguage(),
                word,
                (mine, theirs) -> theirs.sunset().isAfter(mine.sunset()) ? mine.until(theirs.sunset()) : mine));
        return new TacticContent(
                title,
                narrative,
                firstSeen.isBefore(other.firstSeen) ? firstSeen : other.firstSeen,
                labels,
                List.copyOf(allTechniques),
                List.copyOf(words.values()));
    }

    /** The terms, a line each: for search and comparison. */
    String codeTerms() {
        return codeWords.stream().map(CodeWord::term).collect(Collectors.joining("\n"));
    }

    /** What is compared with other reports. */
    String text() {
        return title + ' ' + narrative;
    }
}
