package org.alarmcall.vocabulary;

import static org.alarmcall.platform.FieldErrors.child;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.alarmcall.platform.FieldErrors;
import org.alarmcall.platform.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link Labels} of JSON from outside and names all that is wrong. A field that is {@code null} is taken as
 * absent. A retired trade term is replaced by what it became, and kept as {@code termAsSent}.
 */
public final class LabelsReader {

    private static final Set<String> LABELS_KEYS =
            Set.of("taxon", "term", "termAsSent", "claimedSource", "country", "language", "policyCategory", "claims");
    private static final Set<String> TAXON_KEYS = Set.of("scientificName", "rank", "ids", "nameAsReported");
    private static final Pattern RANK = Pattern.compile("[a-z]+( [a-z]+)*");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9+.-]{0,31}:[\\x21-\\x7e]+");

    /** Longest code in any list: what is longer is not looked up and not repeated in full. */
    private static final int MAX_CODE = 40;

    private final Vocabulary vocabulary;

    public LabelsReader(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * Reads one labels object.
     *
     * @param node the labels object; null when it is missing
     * @param pointer where it stands in the body
     * @param errors takes what is wrong
     * @return null exactly when something was added to {@code errors}
     */
    public @Nullable Labels read(@Nullable JsonNode node, String pointer, FieldErrors errors) {
        FieldErrors found = errors.nested();
        if (node == null || node.isNull() || node.isMissingNode()) {
            found.add(pointer, "is required");
        } else if (!node.isObject()) {
            found.add(pointer, "must be an object");
        } else {
            Labels labels = readObject(node, pointer, found);
            if (labels != null && found.isEmpty()) {
                return labels;
            }
        }
        errors.addAll(found);
        return null;
    }

    private @Nullable Labels readObject(JsonNode node, String pointer, FieldErrors errors) {
        refuseUnknownKeys(node, pointer, LABELS_KEYS, errors);
        Taxon taxon = taxon(node.get("taxon"), pointer + "/taxon", errors);
        String category = text(node, "policyCategory", pointer, MAX_CODE, errors);
        if (category == null) {
            required(node, "policyCategory", pointer, errors);
        } else if (!vocabulary.isPolicyCategory(category)) {
            errors.add(pointer + "/policyCategory", "'" + category + "' is no policy category of this coalition");
        }
        Term term = term(node, pointer, Vocabulary.kingdom(category), errors);
        String source = text(node, "claimedSource", pointer, MAX_CODE, errors);
        if (source != null && !Vocabulary.isSource(source)) {
            errors.add(pointer + "/claimedSource", "'" + source + "' is no CITES source code");
        }
        String country = text(node, "country", pointer, MAX_CODE, errors);
        if (country != null && !Vocabulary.isCountry(country)) {
            errors.add(
                    pointer + "/country",
                    "'" + country + "' is no ISO 3166-1 alpha-2 code in capitals, nor XX for unknown");
        }
        String sentLanguage = text(node, "language", pointer, Vocabulary.MAX_LANGUAGE, errors);
        String language = sentLanguage == null ? null : Vocabulary.language(sentLanguage);
        if (sentLanguage != null && language == null) {
            errors.add(pointer + "/language", "'" + sentLanguage + "' is no well-formed BCP 47 language tag");
        }
        List<String> claims = texts(node, "claims", pointer, Labels.MAX_CLAIMS, MAX_CODE, errors);
        for (int i = 0; i < claims.size(); i++) {
            if (!Vocabulary.isClaim(claims.get(i))) {
                errors.add(pointer + "/claims/" + i, "'" + claims.get(i) + "' is no claim of the vocabulary");
            }
        }
        if (taxon == null || category == null) {
            return null;
        }
        return new Labels(taxon, term.code(), term.asSent(), source, country, language, category, distinct(claims));
    }

    private static @Nullable Taxon taxon(@Nullable JsonNode node, String pointer, FieldErrors errors) {
        if (node == null || node.isNull()) {
            errors.add(pointer, "is required");
            return null;
        }
        if (!node.isObject()) {
            errors.add(pointer, "must be an object");
            return null;
        }
        refuseUnknownKeys(node, pointer, TAXON_KEYS, errors);
        String name = text(node, "scientificName", pointer, Taxon.MAX_NAME, errors);
        if (name == null) {
            required(node, "scientificName", pointer, errors);
        } else {
            name = ScientificName.normalise(name);
            String fault = ScientificName.fault(name);
            if (fault != null) {
                errors.add(pointer + "/scientificName", fault);
            }
        }
        String rank = text(node, "rank", pointer, Taxon.MAX_RANK, errors);
        if (rank != null && !RANK.matcher(rank).matches()) {
            errors.add(pointer + "/rank", "must be lower-case words, for example species");
        }
        List<String> ids = texts(node, "ids", pointer, Taxon.MAX_IDS, Taxon.MAX_ID, errors);
        for (int i = 0; i < ids.size(); i++) {
            if (!ID.matcher(ids.get(i)).matches()) {
                errors.add(pointer + "/ids/" + i, "must be scheme:value, for example speciesplus:4521");
            }
        }
        String reported = text(node, "nameAsReported", pointer, Taxon.MAX_NAME, errors);
        return name == null ? null : new Taxon(name, rank, distinct(ids), reported);
    }

    private static Term term(JsonNode node, String pointer, Kingdom kingdom, FieldErrors errors) {
        String code = text(node, "term", pointer, MAX_CODE, errors);
        String asSent = text(node, "termAsSent", pointer, MAX_CODE, errors);
        if (code != null && Vocabulary.terms().find(code) == null) {
            String successor = Vocabulary.terms().successor(code, kingdom);
            if (successor == null) {
                errors.add(pointer + "/term", "'" + code + "' is no CITES trade term");
            }
            return new Term(successor, code);
        }
        if (asSent != null && (code == null || !isRetiredFor(asSent, code))) {
            errors.add(pointer + "/termAsSent", "'" + asSent + "' is no retired code of the term; leave it out");
        }
        return new Term(code, asSent);
    }

    private static boolean isRetiredFor(String retired, String code) {
        for (Kingdom kingdom : Kingdom.values()) {
            if (code.equals(Vocabulary.terms().successor(retired, kingdom))) {
                return true;
            }
        }
        return false;
    }

    private record Term(@Nullable String code, @Nullable String asSent) {}

    private static void refuseUnknownKeys(JsonNode object, String pointer, Set<String> known, FieldErrors errors) {
        for (Iterator<String> keys = object.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!known.contains(key)) {
                errors.add(child(pointer, key), "is not a field of this object");
            }
        }
    }

    private static void required(JsonNode object, String key, String pointer, FieldErrors errors) {
        JsonNode value = object.get(key);
        if (value == null || value.isNull()) {
            errors.add(pointer + '/' + key, "is required");
        }
    }

    /** A text of one line, not blank; null when it is absent or refused. */
    private static @Nullable String text(JsonNode object, String key, String pointer, int max, FieldErrors errors) {
        JsonNode value = object.get(key);
        return value == null || value.isNull() ? null : text(value, pointer + '/' + key, max, errors);
    }

    private static @Nullable String text(JsonNode value, String pointer, int max, FieldErrors errors) {
        if (!value.isTextual()) {
            errors.add(pointer, "must be a string");
            return null;
        }
        String text = value.textValue();
        String fault = text.isBlank() ? "is empty" : PlainText.lineFault(text, max);
        if (fault != null) {
            errors.add(pointer, fault);
            return null;
        }
        return text;
    }

    private static List<String> texts(
            JsonNode object, String key, String pointer, int maxItems, int max, FieldErrors errors) {
        JsonNode array = object.get(key);
        if (array == null || array.isNull()) {
            return List.of();
        }
        String at = pointer + '/' + key;
        if (!array.isArray()) {
            errors.add(at, "must be an array of strings");
            return List.of();
        }
        if (array.size() > maxItems) {
            errors.add(at, "has " + array.size() + " items, at most " + maxItems + " are allowed");
            return List.of();
        }
        List<String> texts = new ArrayList<>(array.size());
        boolean whole = true;
        for (int i = 0; i < array.size(); i++) {
            String text = text(array.get(i), at + '/' + i, max, errors);
            if (text == null) {
                whole = false;
            } else {
                texts.add(text);
            }
        }
        return whole ? texts : List.of();
    }

    private static List<String> distinct(List<String> texts) {
        return texts.size() < 2 ? texts : List.copyOf(new LinkedHashSet<>(texts));
    }
}
