package org.alarmcall.tactic;

import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.SqlArrays;
import org.alarmcall.platform.SqlTimes;
import org.jspecify.annotations.Nullable;

/** The register, and the sunsets in it. */
@Singleton
class CodeWordRows {

    /**
     * What of the register is asked for; null for all.
     *
     * @param language this one and its regional forms
     * @param q part of the term
     * @param active whether those that have sunset are left out
     */
    record Asked(@Nullable String language, @Nullable String q, boolean active) {}

    /** By term. The same word with the same meaning and context is one, in however many tactics. */
    List<Keyed> page(
            Caller caller,
            Connection connection,
            int collectionId,
            Asked asked,
            String afterKey,
            UUID afterId,
            int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT * FROM (
                    SELECT key, (array_agg(id ORDER BY id))[1] AS id, min(term) AS term, language, meaning,
                        requires, excludes, max(sunset) AS sunset, array_agg(tactic_id ORDER BY tactic_id) AS tactics
                    FROM code_word
                    WHERE collection_id = ? AND (NOT ? OR sunset > now())
                        AND (?::text IS NULL OR language = ? OR starts_with(language, ? || '-'))
                        AND (?::text IS NULL OR strpos(key, ?) > 0)
                    GROUP BY key, language, meaning, requires, excludes) AS word
                WHERE (key COLLATE "C", id) > (?, ?) ORDER BY key COLLATE "C", id LIMIT ?
                """)) {
            statement.setInt(1, collectionId);
            statement.setBoolean(2, asked.active());
            for (int parameter = 3; parameter <= 5; parameter++) {
                statement.setString(parameter, asked.language());
            }
            statement.setString(6, asked.q());
            statement.setString(7, asked.q() == null ? null : asked.q().toLowerCase(Locale.ROOT));
            statement.setString(8, afterKey);
            statement.setObject(9, afterId);
            statement.setInt(10, limit);
            List<Keyed> words = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    words.add(new Keyed(row.getString("key"), view(row)));
                }
            }
            return words;
        }
    }

    /** A word with its place in the list. */
    record Keyed(String key, CodeWordView word) {}

    /** By sunset: the soonest first, or of those that have sunset the latest first. */
    List<Found> bySunset(
            Caller caller,
            Connection connection,
            List<CollectionRef> collections,
            Asked asked,
            TacticCursor after,
            int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                SELECT * FROM (
                    SELECT collection_id, (array_agg(id ORDER BY id))[1] AS id, min(term) AS term, language, meaning,
                        requires, excludes, max(sunset) AS sunset, array_agg(tactic_id ORDER BY tactic_id) AS tactics
                    FROM code_word
                    WHERE collection_id = ANY(?)
                        AND (?::text IS NULL OR language = ? OR starts_with(language, ? || '-'))
                        AND (?::text IS NULL OR strpos(key, ?) > 0)
                    GROUP BY collection_id, key, language, meaning, requires, excludes
                    HAVING (max(sunset) > now()) = ?) AS word
                WHERE (sunset, id) %1$s (?, ?) ORDER BY sunset %2$s, id %2$s LIMIT ?
                """.formatted(asked.active() ? ">" : "<", asked.active() ? "ASC" : "DESC"))) {
            statement.setArray(1, SqlArrays.integers(connection, SqlArrays.column(collections, CollectionRef::id)));
            for (int parameter = 2; parameter <= 4; parameter++) {
                statement.setString(parameter, asked.language());
            }
            statement.setString(5, asked.q());
            statement.setString(6, asked.q() == null ? null : asked.q().toLowerCase(Locale.ROOT));
            statement.setBoolean(7, asked.active());
            statement.setObject(8, after.at().atOffset(ZoneOffset.UTC));
            statement.setObject(9, after.id());
            statement.setInt(10, limit);
            List<Found> words = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    words.add(new Found(row.getInt("collection_id"), view(row)));
                }
            }
            return words;
        }
    }

    private static CodeWordView view(ResultSet row) throws SQLException {
        Array tactics = row.getArray("tactics");
        return new CodeWordView(
                row.getObject("id", UUID.class),
                row.getString("term"),
                row.getString("language"),
                row.getString("meaning"),
                TacticJson.texts(row.getString("requires")),
                TacticJson.texts(row.getString("excludes")),
                SqlTimes.time(row, "sunset"),
                List.of((UUID[]) tactics.getArray()));
    }

    /** The word as the register has it, sunset or not; null for none. */
    @Nullable
    Found find(Caller caller, Connection connection, List<CollectionRef> collections, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT w.collection_id, w.id, w.term, w.language, w.meaning, w.requires, w.excludes, same.sunset, same.tactics
                FROM code_word AS w CROSS JOIN LATERAL (
                    SELECT max(sunset) AS sunset, array_agg(tactic_id ORDER BY tactic_id) AS tactics FROM code_word AS s
                    WHERE s.collection_id = w.collection_id AND s.key = w.key AND s.language = w.language
                        AND s.meaning = w.meaning AND s.requires = w.requires AND s.excludes = w.excludes) AS same
                WHERE w.collection_id = ANY(?) AND w.id = ?
                """)) {
            statement.setArray(
                    1,
                    SqlArrays.integers(
                            connection,
                            collections.stream().map(CollectionRef::id).toList()));
            statement.setObject(2, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new Found(row.getInt("collection_id"), view(row)) : null;
            }
        }
    }

    record Found(int collectionId, CodeWordView word) {}

    /** In the register and in the reports that it is from, which are locked. */
    void renew(Caller caller, Connection connection, Found found, Collection<Report> reports, Instant sunset)
            throws SQLException {
        String key = found.word().term().toLowerCase(Locale.ROOT);
        String language = found.word().language();
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE code_word SET sunset = ? WHERE collection_id = ? AND tactic_id = ANY(?) AND key = ? AND language = ?
                """)) {
            statement.setObject(1, sunset.atOffset(ZoneOffset.UTC));
            statement.setInt(2, found.collectionId());
            statement.setArray(3, SqlArrays.uuids(connection, SqlArrays.column(reports, Report::id)));
            statement.setString(4, key);
            statement.setString(5, language);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE tactic SET code_words = renewed.words::jsonb
                FROM unnest(?::uuid[], ?::text[]) AS renewed(id, words)
                WHERE tactic.collection_id = ? AND tactic.id = renewed.id
                """)) {
            statement.setArray(1, SqlArrays.uuids(connection, SqlArrays.column(reports, Report::id)));
            statement.setArray(
                    2,
                    SqlArrays.texts(
                            connection,
                            SqlArrays.column(
                                    reports,
                                    report -> TacticJson.codeWords(report.content().codeWords().stream()
                                            .map(word -> word.key().equals(key)
                                                            && word.language().equals(language)
                                                    ? word.until(sunset)
                                                    : word)
                                            .toList()))));
            statement.setInt(3, found.collectionId());
            statement.executeUpdate();
        }
    }
}
