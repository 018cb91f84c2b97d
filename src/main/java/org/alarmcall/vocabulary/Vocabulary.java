package org.alarmcall.vocabulary;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words that labels are made of. The lists are files in {@code src/main/resources/vocabulary}. Immutable. */
public final class Vocabulary {

    /** Longest language tag, as RFC 5646 (4.4.1) recommends. */
    public static final int MAX_LANGUAGE = 35;

    /** A country that is not known; ISO 3166-1 leaves the code to its users. */
    public static final String UNKNOWN_COUNTRY = "XX";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TradeTerms TERMS = new TradeTerms(load("cites-term", TradeTerms.TermFile.class));
    private static final CodeList SOURCES = load("cites-source", CodeList.class);
    private static final CodeList PURPOSES = load("cites-purpose", CodeList.class);
    private static final CodeList CATEGORIES = load("policy-category", CodeList.class);
    private static final CodeList CLAIMS = load("claim", CodeList.class);
    private static final CodeList TECHNIQUES = load("technique", CodeList.class);
    private static final AppendixHints APPENDICES = new AppendixHints(load("cites-appendix", AppendixHints.File.class));
    private static final CodeList TLP = load("tlp", CodeList.class);
    private static final Set<String> SOURCE_CODES = SOURCES.codeSet();
    private static final Set<String> CLAIM_CODES = CLAIMS.codeSet();
    private static final Set<String> TECHNIQUE_CODES = TECHNIQUES.codeSet();
    private static final Set<String> COUNTRIES = countries();
    private static final Set<String> SHORT_LANGUAGES = Set.copyOf(Arrays.asList(Locale.getISOLanguages()));

    private final Set<String> policyCategories;

    private Vocabulary(Collection<String> policyCategories) {
        this.policyCategories = Set.copyOf(policyCategories);
    }

    /** With the neutral list of policy categories. */
    public static Vocabulary standard() {
        return new Vocabulary(CATEGORIES.codeSet());
    }

    /** With the coalition's own policy categories instead of the neutral list. */
    public static Vocabulary withPolicyCategories(Collection<String> policyCategories) {
        return new Vocabulary(policyCategories);
    }

    public static TradeTerms terms() {
        return TERMS;
    }

    public static CodeList sources() {
        return SOURCES;
    }

    /** Purposes of trade; no field of a listing holds one yet. */
    public static CodeList purposes() {
        return PURPOSES;
    }

    /** The neutral list; {@link #isPolicyCategory} says what this server accepts. */
    public static CodeList neutralPolicyCategories() {
        return CATEGORIES;
    }

    public static CodeList claims() {
        return CLAIMS;
    }

    /** How sellers keep a listing from being found. */
    public static CodeList techniques() {
        return TECHNIQUES;
    }

    public static CodeList tlp() {
        return TLP;
    }

    /** In which CITES appendices a taxon stands: a hint for people. */
    public static AppendixHints appendices() {
        return APPENDICES;
    }

    public static boolean isSource(String code) {
        return SOURCE_CODES.contains(code);
    }

    public static boolean isClaim(String code) {
        return CLAIM_CODES.contains(code);
    }

    public static boolean isTechnique(String code) {
        return TECHNIQUE_CODES.contains(code);
    }

    /** ISO 3166-1 alpha-2 in capitals, or {@value #UNKNOWN_COUNTRY}. */
    public static boolean isCountry(String code) {
        return COUNTRIES.contains(code);
    }

    /** The BCP 47 tag in its usual case ({@code pt-BR}); null when it is not well-formed. */
    public static @Nullable String language(String tag) {
        if (SHORT_LANGUAGES.contains(tag)) {
            return tag;
        }
        if (tag.isEmpty() || tag.length() > MAX_LANGUAGE) {
            return null;
        }
        try {
            return new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
        } catch (java.util.IllformedLocaleException e) {
            return null;
        }
    }

    public boolean isPolicyCategory(String code) {
        return policyCategories.contains(code);
    }

    public Set<String> policyCategories() {
        return policyCategories;
    }

    /** What a policy category is about, as far as a trade term's meaning depends on it. */
    static Kingdom kingdom(@Nullable String policyCategory) {
        return "timber-plants".equals(policyCategory) ? Kingdom.PLANT : Kingdom.ANIMAL;
    }

    private static Set<String> countries() {
        Set<String> codes = new LinkedHashSet<>(List.of(Locale.getISOCountries()));
        codes.add(UNKNOWN_COUNTRY);
        return Set.copyOf(codes);
    }

    private static <T> T load(String name, Class<T> as) {
        String path = "/vocabulary/" + name + ".json";
        try (InputStream file = Vocabulary.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("The file " + path + " is missing from the application");
            }
            return MAPPER.readValue(file, as);
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
