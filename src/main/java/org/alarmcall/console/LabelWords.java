package org.alarmcall.console;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.alarmcall.vocabulary.AppendixHints;
import org.alarmcall.vocabulary.Code;
import org.alarmcall.vocabulary.CodeList;
import org.alarmcall.vocabulary.TradeTerm;
import org.alarmcall.vocabulary.Vocabulary;
import org.jspecify.annotations.Nullable;

/** The codes of labels in words, and what a form offers of them. In templates {@code cdi:words.term('IVC')}. */
@Singleton
@Named("words")
public class LabelWords {

    private static final Map<String, String> SOURCES = words(Vocabulary.sources());
    private static final Map<String, String> CLAIMS = words(Vocabulary.claims());
    private static final Map<String, String> CATEGORIES = words(Vocabulary.neutralPolicyCategories());
    private static final Map<String, String> TECHNIQUES = words(Vocabulary.techniques());

    private final Vocabulary vocabulary;

    LabelWords(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    private static Map<String, String> words(CodeList list) {
        return list.codes().stream().collect(Collectors.toUnmodifiableMap(Code::code, Code::label));
    }

    public String term(String code) {
        TradeTerm term = Vocabulary.terms().find(code);
        return term == null ? code : term.label();
    }

    public String source(String code) {
        return SOURCES.getOrDefault(code, code);
    }

    public String claim(String code) {
        return CLAIMS.getOrDefault(code, code);
    }

    /** A coalition's own categories have no other words than their code. */
    public String category(String code) {
        return CATEGORIES.getOrDefault(code, code);
    }

    public String technique(String code) {
        return TECHNIQUES.getOrDefault(code, code);
    }

    public String country(String code) {
        return code.equals(Vocabulary.UNKNOWN_COUNTRY)
                ? "unknown country"
                : new Locale.Builder().setRegion(code).build().getDisplayCountry(Locale.ENGLISH);
    }

    public String language(String tag) {
        return Locale.forLanguageTag(tag).getDisplayName(Locale.ENGLISH);
    }

    /** null when the list says nothing of the taxon. */
    public AppendixHints.@Nullable Hint appendix(String scientificName) {
        return Vocabulary.appendices().find(scientificName);
    }

    /** From when on the list of appendices is in force. */
    public String appendicesVersion() {
        return Vocabulary.appendices().version();
    }

    public List<TradeTerm> terms() {
        return Vocabulary.terms().all();
    }

    public List<Code> sources() {
        return Vocabulary.sources().codes();
    }

    public List<Code> claims() {
        return Vocabulary.claims().codes();
    }

    public List<Code> techniques() {
        return Vocabulary.techniques().codes();
    }

    /** Those of this server, in the order of their words. */
    public List<Code> categories() {
        return vocabulary.policyCategories().stream()
                .map(code -> new Code(code, category(code)))
                .sorted(Comparator.comparing(Code::label))
                .toList();
    }
}
