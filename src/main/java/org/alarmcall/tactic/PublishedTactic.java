package org.alarmcall.tactic;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.alarmcall.platform.SqlTimes;
import org.alarmcall.vocabulary.Labels;

/** A tactic as readers get it: as it was approved, the day it was first seen, and the code words that have not sunset. */
record PublishedTactic(UUID id, int revision, Instant publishedAt, TacticContent content) {

    /** Of {@code published_tactic AS p}; {@link #of} reads them. */
    static final String COLUMNS = """
            p.id, p.revision, p.published_at, p.title, p.narrative, p.first_seen, p.labels, p.techniques,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('term', w.term, 'language', w.language, 'meaning', w.meaning,
                    'requires', w.requires, 'excludes', w.excludes, 'sunset', w.sunset) ORDER BY w.ordinal), '[]')
                FROM code_word AS w
                WHERE w.collection_id = p.collection_id AND w.tactic_id = p.id AND w.sunset > now()) AS code_words
            """;

    static PublishedTactic of(ResultSet row) throws SQLException {
        return new PublishedTactic(
                row.getObject("id", UUID.class),
                row.getInt("revision"),
                SqlTimes.time(row, "published_at"),
                content(row));
    }

    /** Of a row of {@code tactic} or {@code published_tactic}. */
    static TacticContent content(ResultSet row) throws SQLException {
        return new TacticContent(
                row.getString("title"),
                row.getString("narrative"),
                SqlTimes.time(row, "first_seen"),
                Labels.ofJson(row.getString("labels")),
                List.of((String[]) row.getArray("techniques").getArray()),
                TacticJson.codeWords(row.getString("code_words")));
    }
}
