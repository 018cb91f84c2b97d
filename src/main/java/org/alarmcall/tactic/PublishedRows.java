package org.alarmcall.tactic;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Ids;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/** What is published: written by staff's decisions, read by everybody who may read the collection. */
@Singleton
class PublishedRows {

    private final Ids ids;

    PublishedRows(Ids ids) {
        this.ids = ids;
    }

    /** Publishes a tactic, in place of what was published of it before. */
    void publish(Caller caller, Connection connection, int collectionId, UUID id, int revision, TacticContent content)
            throws SQLException {
        List<CodeWord> words = content.codeWords();
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO published_tactic (collection_id, id, revision, published_at, title, narrative, first_seen,
                    labels, techniques, code_terms)
                VALUES (?, ?, ?, clock_timestamp(), ?, ?, ?, ?::json, ?, ?)
                ON CONFLICT (collection_id, id) DO UPDATE SET revision = excluded.revision, title = excluded.title,
                    narrative = excluded.narrative, first_seen = excluded.first_seen, labels = excluded.labels,
                    techniques = excluded.techniques, code_terms = excluded.code_terms
                """)) {
            statement.setInt(1, collectionId);
            statement.setObject(2, id);
            statement.setInt(3, revision);
            statement.setString(4, content.title());
            statement.setString(5, content.narrative());
            // The day only: the minute could tell whose report it is.
            statement.setObject(
                    6, content.firstSeen().truncatedTo(ChronoUnit.DAYS).atOffset(ZoneOffset.UTC));
            statement.setString(7, content.labels().json());
            statement.setArray(8, SqlArrays.texts(connection, content.techniques()));
            statement.setString(9, content.codeTerms());
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                DELETE FROM code_word WHERE collection_id = ? AND tactic_id = ?
                    AND (key, language) NOT IN
                        (SELECT key, language FROM unnest(?::text[], ?::text[]) AS kept(key, language))
                """)) {
            statement.setInt(1, collectionId);
            statement.setObject(2, id);
            statement.setArray(3, SqlArrays.texts(connection, SqlArrays.column(words, CodeWord::key)));
            statement.setArray(4, SqlArrays.texts(connection, SqlArrays.column(words, CodeWord::language)));
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO code_word (collection_id, tactic_id, id, ordinal, term, key, language, meaning, requires,
                    excludes, sunset)
                SELECT ?, ?, id, ordinal, term, key, language, meaning, requires::jsonb, excludes::jsonb, sunset
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
                    WITH ORDINALITY AS w(id, term, key, language, meaning, requires, excludes, sunset, ordinal)
                ON CONFLICT (collection_id, tactic_id, key, language) DO UPDATE SET ordinal = excluded.ordinal,
                    term = excluded.term, meaning = excluded.meaning, requires = excluded.requires,
                    excludes = excluded.excludes, sunset = excluded.sunset
                """)) {
            statement.setInt(1, collectionId);
            statement.setObject(2, id);
            statement.setArray(3, SqlArrays.uuids(connection, SqlArrays.column(words, word -> ids.random())));
            statement.setArray(4, SqlArrays.texts(connection, SqlArrays.column(words, CodeWord::term)));
            statement.setArray(5, SqlArrays.texts(connection, SqlArrays.column(words, CodeWord::key)));
            statement.setArray(6, SqlArrays.texts(connection, SqlArrays.column(words, CodeWord::language)));
            statement.setArray(7, SqlArrays.texts(connection, SqlArrays.column(words, CodeWord::meaning)));
            statement.setArray(
                    8, SqlArrays.texts(connection, SqlArrays.column(words, word -> TacticJson.text(word.requires()))));
            statement.setArray(
                    9, SqlArrays.texts(connection, SqlArrays.column(words, word -> TacticJson.text(word.excludes()))));
            statement.setArray(10, SqlArrays.times(connection, SqlArrays.column(words, CodeWord::sunset)));
            statement.executeUpdate();
        }
    }

    void remove(Caller caller, Connection connection, int collectionId, UUID id) throws SQLException {
        for (String sql : List.of(
                "DELETE FROM published_tactic WHERE collection_id = ? AND id = ?",
                "DELETE FROM code_word WHERE collection_id = ? AND tactic_id = ?")) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setInt(1, collectionId);
                statement.setObject(2, id);
                statement.executeUpdate();
            }
        }
    }

    @Nullable
    PublishedTactic find(Caller caller, Connection connection, int collectionId, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + PublishedTactic.COLUMNS
                + " FROM published_tactic AS p WHERE p.collection_id = ? AND p.id = ?")) {
            statement.setInt(1, collectionId);
            statement.setObject(2, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? PublishedTactic.of(row) : null;
            }
        }
    }

    /** Newest first. */
    List<PublishedTactic> page(
            Caller caller, Connection connection, int collectionId, TacticFilter filter, TacticCursor before, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + PublishedTactic.COLUMNS + """
                FROM published_tactic AS p
                WHERE p.collection_id = ? AND (p.published_at, p.id) < (?, ?)
                """
                + filter.conditions() + " ORDER BY p.published_at DESC, p.id DESC LIMIT ?")) {
            statement.setInt(1, collectionId);
            statement.setObject(2, before.at().atOffset(ZoneOffset.UTC));
            statement.setObject(3, before.id());
            statement.setInt(filter.bind(statement, 4), limit);
            List<PublishedTactic> tactics = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    tactics.add(PublishedTactic.of(row));
                }
            }
            return tactics;
        }
    }
}
