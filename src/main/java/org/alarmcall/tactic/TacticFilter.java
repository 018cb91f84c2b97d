package org.alarmcall.tactic;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.alarmcall.platform.PlainText;
import org.alarmcall.platform.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What of a list is asked for; null for all. Its conditions are on columns that {@code tactic} and {@code published_tactic}
 * both have.
 *
 * @param q words to search, as in a search engine: "a phrase", or, -without
 * @param queryLanguage of the words; null for that of each tactic
 * @param taxon this one and those below it by name: a genus finds its species
 * @param term CITES trade term
 * @param language this one and its regional forms
 */
public record TacticFilter(
        @Nullable String q,
        @Nullable String queryLanguage,
        @Nullable String taxon,
        @Nullable String term,
        @Nullable String language,
        @Nullable String technique) {

    /** Characters of a query. */
    public static final int MAX_QUERY = 200;

    public static final TacticFilter NONE = new TacticFilter(null, null, null, null, null, null);

    /** A 422 for what can't be searched. */
    public TacticFilter {
        check("q", q);
        check("queryLanguage", queryLanguage);
        check("taxon", taxon);
        check("term", term);
        check("language", language);
        check("technique", technique);
    }

    static void check(String parameter, @Nullable String text) {
        String fault = text == null ? null : PlainText.lineFault(text, MAX_QUERY);
        if (fault != null) {
            throw Problem.INVALID.because("The query parameter " + parameter + " " + fault + ".");
        }
    }

    /** Conditions for after a WHERE that has one; {@link #bind} sets their parameters. */
    String conditions() {
        StringBuilder sql = new StringBuilder();
        if (q != null) {
            sql.append(" AND search @@ websearch_to_tsquery(alarmcall_text_config(coalesce(?, language)), ?)");
        }
        if (taxon != null) {
            sql.append(" AND (lower(taxon) = lower(?) OR starts_with(lower(taxon), lower(?) || ' '))");
        }
        if (term != null) {
            sql.append(" AND term = ?");
        }
        if (language != null) {
            sql.append(" AND (language = ? OR starts_with(language, ? || '-'))");
        }
        if (technique != null) {
            sql.append(" AND ? = ANY(techniques)");
        }
        return sql.toString();
    }

    /** Sets the parameters from this number on; the number of the next. */
    int bind(PreparedStatement statement, int from) throws SQLException {
        List<@Nullable String> values = new ArrayList<>();
        if (q != null) {
            values.add(queryLanguage);
            values.add(q);
        }
        if (taxon != null) {
            values.add(taxon);
            values.add(taxon);
        }
        if (term != null) {
            values.add(term);
        }
        if (language != null) {
            values.add(language);
            values.add(language);
        }
        if (technique != null) {
            values.add(technique);
        }
        int next = from;
        for (String value : values) {
            statement.setString(next++, value);
        }
        return next;
    }
}
