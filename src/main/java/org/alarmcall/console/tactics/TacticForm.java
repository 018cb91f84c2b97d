package org.alarmcall.console.tactics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alarmcall.platform.FieldError;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.tactic.CodeWord;
import org.alarmcall.tactic.ReviewTactic;
import org.alarmcall.tactic.TacticContent;

/** A report in a form, without its labels: what was typed, and what is wrong with it. */
public class TacticForm {

    private static final int MORE_ROWS = 3;

    @FormParam("revision")
    @DefaultValue("")
    public String revision = "";

    @FormParam("title")
    @DefaultValue("")
    public String title = "";

    @FormParam("narrative")
    @DefaultValue("")
    public String narrative = "";

    @FormParam("techniques")
    public List<String> techniques = List.of();

    /** Of each row, as all that follow. */
    @FormParam("wordTerm")
    public List<String> wordTerms = List.of();

    @FormParam("wordLanguage")
    public List<String> wordLanguages = List.of();

    @FormParam("wordMeaning")
    public List<String> wordMeanings = List.of();

    /** A term a line. */
    @FormParam("wordRequires")
    public List<String> wordRequires = List.of();

    @FormParam("wordExcludes")
    public List<String> wordExcludes = List.of();

    /** A day. */
    @FormParam("wordSunset")
    public List<String> wordSunsets = List.of();

    /** The time that the field's day stands for when nobody changes it. */
    @FormParam("wordSunsetBefore")
    public List<String> wordSunsetsBefore = List.of();

    /** Numbers of the rows that shall go. */
    @FormParam("wordRemoved")
    public List<String> wordsRemoved = List.of();

    private final Map<String, String> errors = new HashMap<>();

    /** The row where typing goes on; negative for none. */
    private int first = -1;

    /** A code word's row; blank ones are for new words. */
    public record Row(
            int index,
            String term,
            String language,
            String meaning,
            String requires,
            String excludes,
            String sunset,
            String sunsetBefore,
            boolean removed) {

        public int number() {
            return index + 1;
        }

        boolean isBlank() {
            return (term + meaning + requires + excludes + sunset).isBlank();
        }

        private ObjectNode json() {
            ObjectNode word = JsonNodeFactory.instance.objectNode();
            put(word, "term", term);
            put(word, "language", language);
            put(word, "meaning", meaning);
            lines(requires, word.putArray("requires"));
            lines(excludes, word.putArray("excludes"));
            put(word, "sunset", isDayOf(sunsetBefore) ? sunsetBefore : sunset);
            return word;
        }

        private boolean isDayOf(String time) {
            try {
                return !time.isEmpty() && day(Instant.parse(time)).equals(sunset);
            } catch (DateTimeParseException e) {
                return false;
            }
        }

        private static void lines(String text, ArrayNode into) {
            text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(into::add);
        }
    }

    static TacticForm of(ReviewTactic report) {
        TacticForm form = new TacticForm();
        List<CodeWord> words = report.codeWords();
        form.revision = Integer.toString(report.revision());
        form.title = report.title();
        form.narrative = report.narrative();
        form.techniques = report.techniques();
        form.wordTerms = words.stream().map(CodeWord::term).toList();
        form.wordLanguages = words.stream().map(CodeWord::language).toList();
        form.wordMeanings = words.stream().map(CodeWord::meaning).toList();
        form.wordRequires =
                words.stream().map(word -> String.join("\n", word.requires())).toList();
        form.wordExcludes =
                words.stream().map(word -> String.join("\n", word.excludes())).toList();
        form.wordSunsets = words.stream().map(word -> day(word.sunset())).toList();
        form.wordSunsetsBefore =
                words.stream().map(word -> word.sunset().toString()).toList();
        return form;
    }

    private static String day(Instant at) {
        return at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** What was typed, and a blank row when there is none. */
    public List<Row> getRows() {
        return rows(wordTerms.isEmpty() ? 1 : 0);
    }

    /** Adds blank rows, as many as a report may have. */
    void addRows() {
        first = wordTerms.size();
        List<Row> more = rows(MORE_ROWS);
        int rows = Math.min(more.size(), Math.max(wordTerms.size(), TacticContent.MAX_CODE_WORDS));
        wordTerms = more.subList(0, rows).stream().map(Row::term).toList();
    }

    public boolean isFirst(int row) {
        return row == first;
    }

    private List<Row> rows(int more) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < wordTerms.size() + more; i++) {
            rows.add(new Row(
                    i,
                    at(wordTerms, i),
                    at(wordLanguages, i),
                    at(wordMeanings, i),
                    at(wordRequires, i),
                    at(wordExcludes, i),
                    at(wordSunsets, i),
                    at(wordSunsetsBefore, i),
                    wordsRemoved.contains(Integer.toString(i))));
        }
        return rows;
    }

    private static String at(List<String> values, int index) {
        return index < values.size() ? values.get(index) : "";
    }

    private List<Row> kept() {
        return rows(0).stream().filter(row -> !row.removed() && !row.isBlank()).toList();
    }

    /** As the API takes edits. A browser sends line breaks of its own kind. */
    ObjectNode json() {
        ObjectNode edits = JsonNodeFactory.instance.objectNode();
        put(edits, "title", title);
        put(edits, "narrative", narrative.replace("\r\n", "\n"));
        if (!edits.has("title")) {
            edits.put("title", "");
        }
        if (!edits.has("narrative")) {
            edits.put("narrative", "");
        }
        ArrayNode chosen = edits.putArray("techniques");
        techniques.forEach(chosen::add);
        ArrayNode words = edits.putArray("codeWords");
        kept().forEach(row -> words.add(row.json()));
        return edits;
    }

    private static void put(ObjectNode node, String name, String typed) {
        if (!typed.isBlank()) {
            node.put(name, typed.strip());
        }
    }

    /** Puts the errors of {@link #json()} at the fields. */
    void refused(ProblemException problem) {
        List<Row> kept = kept();
        for (FieldError error : problem.errors()) {
            String[] parts = error.pointer().split("/");
            String field = parts.length > 1 ? parts[1] : "";
            if (field.equals("codeWords") && parts.length > 3) {
                Row row = kept.get(Integer.parseInt(parts[2]));
                field = parts[3] + row.index();
            }
            errors.putIfAbsent(field, error.detail());
        }
    }

    /** What is wrong with a field; empty when nothing is. */
    public String error(String field) {
        return errors.getOrDefault(field, "");
    }

    /** The same for a field of a code word's row. */
    public String wordError(String field, int row) {
        return error(field + row);
    }

    public boolean isWrong() {
        return !errors.isEmpty();
    }
}
