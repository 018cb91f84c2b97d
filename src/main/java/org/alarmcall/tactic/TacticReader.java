package org.alarmcall.tactic;

import static org.alarmcall.platform.FieldErrors.child;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alarmcall.platform.FieldErrors;
import org.alarmcall.platform.PlainText;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.platform.Rfc3339;
import org.alarmcall.vocabulary.Labels;
import org.alarmcall.vocabulary.LabelsReader;
import org.alarmcall.vocabulary.Vocabulary;
import org.jspecify.annotations.Nullable;

/** Makes reports, and changes of them, of JSON from outside and names all that is wrong. A {@code null} is taken as absent. */
@Singleton
public class TacticReader {

    private static final int MAX_REFERENCE = 200;
    private static final int MAX_CODE = 40;

    /** How far the clock of a member may be ahead. */
    private static final Duration MAX_AHEAD = Duration.ofDays(1);

    /** No online listing is older; what is, is a mistake in the member's data. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Set<String> EDIT_KEYS = Set.of("title", "narrative", "labels", "techniques", "codeWords");
    private static final Set<String> KEYS =
            Set.of("title", "narrative", "firstSeen", "labels", "techniques", "codeWords", "listings");
    private static final Set<String> WORD_KEYS =
            Set.of("term", "language", "meaning", "requires", "excludes", "sunset");

    private final LabelsReader labelsReader;
    private final TacticConfig config;
    private final Clock clock;

    TacticReader(Vocabulary vocabulary, TacticConfig config, Clock clock) {
        this.labelsReader = new LabelsReader(vocabulary);
        this.config = config;
        this.clock = clock;
    }

    /** @throws ProblemException 422 with all that is wrong */
    TacticDraft draft(JsonNode body) {
        FieldErrors errors = new FieldErrors(null);
        if (isObject(body, "", KEYS, errors)) {
            String title = text(body, "title", "", TacticContent.MAX_TITLE, false, errors);
            String narrative = text(body, "narrative", "", TacticContent.MAX_NARRATIVE, true, errors);
            Instant firstSeen = firstSeen(body.path("firstSeen"), errors);
            Labels labels = labelsReader.read(body.path("labels"), "/labels", errors);
            List<String> techniques = techniques(body.path("techniques"), "/techniques", errors);
            List<CodeWord> codeWords = codeWords(body.path("codeWords"), "/codeWords", errors);
            List<String> listings =
                    texts(body.path("listings"), "/listings", TacticDraft.MAX_LISTINGS, MAX_REFERENCE, errors);
            if (title != null && narrative != null && firstSeen != null && labels != null && errors.isEmpty()) {
                return new TacticDraft(
                        new TacticContent(title, narrative, firstSeen, labels, techniques, codeWords), listings);
            }
        }
        throw ProblemException.invalid(errors.list());
    }

    /**
     * Changes by staff; a missing field stays as it is.
     *
     * @param pointer where they stand in the body
     * @throws ProblemException 422 with all that is wrong
     */
    public TacticEdits edits(@Nullable JsonNode edits, String pointer) {
        if (edits == null || absent(edits)) {
            return TacticEdits.NONE;
        }
        FieldErrors errors = new FieldErrors(null);
        if (isObject(edits, pointer, EDIT_KEYS, errors)) {
            TacticEdits read = new TacticEdits(
                    absent(edits.path("title"))
                            ? null
                            : text(edits, "title", pointer, TacticContent.MAX_TITLE, false, errors),
                    absent(edits.path("narrative"))
                            ? null
                            : text(edits, "narrative", pointer, TacticContent.MAX_NARRATIVE, true, errors),
                    absent(edits.path("labels"))
                            ? null
                            : labelsReader.read(edits.path("labels"), pointer + "/labels", errors),
                    absent(edits.path("techniques"))
                            ? null
                            : techniques(edits.path("techniques"), pointer + "/techniques", errors),
                    absent(edits.path("codeWords"))
                            ? null
                            : codeWords(edits.path("codeWords"), pointer + "/codeWords", errors));
            if (errors.isEmpty()) {
                return read;
            }
        }
        throw ProblemException.invalid(errors.list());
    }

    /** @throws ProblemException 422 when it is no sunset */
    public Instant sunset(String text, String pointer) {
        FieldErrors errors = new FieldErrors(null);
        Instant sunset = sunset(text, pointer, errors);
        if (sunset == null || !errors.isEmpty()) {
            throw ProblemException.invalid(errors.list());
        }
        return sunset;
    }

    private @Nullable Instant firstSeen(JsonNode node, FieldErrors errors) {
        if (!node.isTextual()) {
            errors.add("/firstSeen", absent(node) ? "is required" : "must be a string");
            return null;
        }
        Instant time = time(node.textValue(), "/firstSeen", errors);
        if (time != null && time.isBefore(EARLIEST)) {
            errors.add("/firstSeen", "is before 2000");
        } else if (time != null && time.isAfter(clock.instant().plus(MAX_AHEAD))) {
            errors.add("/firstSeen", "is more than a day in the future");
        }
        return time;
    }

    private @Nullable Instant sunset(String text, String pointer, FieldErrors errors) {
        Instant time = time(text, pointer, errors);
        Instant now = clock.instant();
        if (time != null && !time.isAfter(now)) {
            errors.add(pointer, "is not in the future");
        } else if (time != null && time.isAfter(now.plus(config.maxSunset()))) {
            errors.add(pointer, "is more than " + config.maxSunset().toDays() + " days away");
        }
        return time;
    }

    /** A time, or a date for its beginning. */
    private static @Nullable Instant time(String text, String pointer, FieldErrors errors) {
        try {
            Instant time = text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Rfc3339.parse(text);
            if (time != null) {
                return time;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        errors.add(pointer, "must be a time of RFC 3339 or a date, for example 2026-11-20T09:30:00Z or 2026-11-20");
        return null;
    }

    private static List<String> techniques(JsonNode node, String pointer, FieldErrors errors) {
        int known = Vocabulary.techniques().codes().size();
        List<String> techniques = texts(node, pointer, known, MAX_CODE, errors);
        for (int i = 0; i < techniques.size(); i++) {
            if (!Vocabulary.isTechnique(techniques.get(i))) {
                errors.add(pointer + '/' + i, "'" + techniques.get(i) + "' is no technique of the vocabulary");
            }
        }
        return techniques;
    }

    private List<CodeWord> codeWords(JsonNode node, String pointer, FieldErrors errors) {
        if (absent(node)) {
            return List.of();
        }
        if (!node.isArray() || node.size() > TacticContent.MAX_CODE_WORDS) {
            errors.add(pointer, "must be an array of at most " + TacticContent.MAX_CODE_WORDS + " code words");
            return List.of();
        }
        Map<String, CodeWord> words = new LinkedHashMap<>();
        for (int i = 0; i < node.size(); i++) {
            String at = pointer + '/' + i;
            CodeWord word = codeWord(node.get(i), at, errors);
            if (word != null && words.putIfAbsent(word.keyAndLanguage(), word) != null) {
                errors.add(at + "/term", "stands here twice for the same language");
            }
        }
        return List.copyOf(words.values());
    }

    private @Nullable CodeWord codeWord(JsonNode node, String pointer, FieldErrors errors) {
        if (!isObject(node, pointer, WORD_KEYS, errors)) {
            return null;
        }
        FieldErrors found = errors.nested();
        String term = text(node, "term", pointer, CodeWord.MAX_TERM, false, found);
        String tag = text(node, "language", pointer, Vocabulary.MAX_LANGUAGE, false, found);
        String language = tag == null ? null : Vocabulary.language(tag);
        if (tag != null && language == null) {
            found.add(pointer + "/language", "'" + tag + "' is no well-formed BCP 47 language tag");
        }
        String meaning = text(node, "meaning", pointer, CodeWord.MAX_MEANING, false, found);
        List<String> requires =
                texts(node.path("requires"), pointer + "/requires", CodeWord.MAX_CONTEXT, CodeWord.MAX_TERM, found);
        List<String> excludes =
                texts(node.path("excludes"), pointer + "/excludes", CodeWord.MAX_CONTEXT, CodeWord.MAX_TERM, found);
        String until = text(node, "sunset", pointer, MAX_CODE, false, found);
        Instant sunset = until == null ? null : sunset(until, pointer + "/sunset", found);
        errors.addAll(found);
        return term == null || language == null || meaning == null || sunset == null || !found.isEmpty()
                ? null
                : new CodeWord(term, language, meaning, requires, excludes, sunset);
    }

    private static boolean isObject(JsonNode node, String pointer, Set<String> known, FieldErrors errors) {
        if (!node.isObject()) {
            errors.add(pointer, "must be an object");
            return false;
        }
        for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!known.contains(key)) {
                errors.add(child(pointer, key), "is not a field of this object");
            }
        }
        return true;
    }

    private static @Nullable String text(
            JsonNode object, String key, String pointer, int max, boolean lines, FieldErrors errors) {
        JsonNode node = object.path(key);
        if (absent(node)) {
            errors.add(pointer + '/' + key, "is required");
            return null;
        }
        return text(node, pointer + '/' + key, max, lines, errors);
    }

    private static @Nullable String text(JsonNode node, String pointer, int max, boolean lines, FieldErrors errors) {
        if (!node.isTextual()) {
            errors.add(pointer, "must be a string");
            return null;
        }
        String text = node.textValue();
        String fault = lines ? PlainText.linesFault(text, max) : PlainText.lineFault(text, max);
        if (text.isBlank()) {
            fault = "is empty";
        }
        if (fault != null) {
            errors.add(pointer, fault);
            return null;
        }
        return text.strip();
    }

    /** Each once. */
    private static List<String> texts(JsonNode node, String pointer, int maxItems, int max, FieldErrors errors) {
        if (absent(node)) {
            return List.of();
        }
        if (!node.isArray() || node.size() > maxItems) {
            errors.add(pointer, "must be an array of at most " + maxItems + " strings");
            return List.of();
        }
        Set<String> texts = new LinkedHashSet<>();
        for (int i = 0; i < node.size(); i++) {
            String text = text(node.get(i), pointer + '/' + i, max, false, errors);
            if (text != null && !texts.add(text)) {
                errors.add(pointer + '/' + i, "stands here twice");
            }
        }
        return List.copyOf(texts);
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
