package org.alarmcall.tactic;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.SqlArrays;

/**
 * Finds likely twins of a report by trigrams (pg_trgm) of title and narrative, or of the code words. A member is told of what
 * is published and of its own, so that no answer, and no time that it takes, depends on another's report that is not
 * published.
 */
@Singleton
class SimilarTactics {

    /** Of a text that is compared with many at once: a comparison takes a tenth of a millisecond for 500 characters. */
    private static final int BEGINNING = 500;

    /** Both conditions are answered by indexes where the others are what is published. */
    private static final String TWINS_AMONG = """
            SELECT id, title, state,
                greatest(similarity(title || ' ' || narrative, %1$s), similarity(code_terms, asked.terms)) AS similarity
            FROM (%2$s) AS other
            WHERE id <> asked.id AND ((title || ' ' || narrative) %% %1$s OR code_terms %% asked.terms)
            """;

    /** State 1 is approved. */
    private static final String PUBLISHED = TWINS_AMONG.formatted(
            "asked.text",
            "SELECT id, title, narrative, code_terms, 1 AS state FROM published_tactic WHERE collection_id = asked.collection_id");

    private final TacticConfig config;

    SimilarTactics(TacticConfig config) {
        this.config = config;
    }

    /** Among its newest own that are pending or approved, and what is published. */
    List<Similar> toMember(
            Caller caller, Connection connection, CollectionRef collection, UUID id, TacticContent content)
            throws SQLException {
        List<String> places = new ArrayList<>();
        places.add(newest(
                "member_id = " + caller.memberId() + " AND state IN (0, 1)", "created_at", config.comparedAlone()));
        if (collection.access().canRead()) {
            places.add(PUBLISHED);
        }
        return find(connection, places, List.of(new Asked(collection.id(), id, content)))
                .getOrDefault(id, List.of());
    }

    /** Among what is published and the newest that wait. */
    List<Similar> toStaff(Caller caller, Connection connection, Report report) throws SQLException {
        return find(connection, List.of(newestThatWait(config.comparedAlone()), PUBLISHED), List.of(Asked.of(report)))
                .getOrDefault(report.id(), List.of());
    }

    /** By report, in one query: as one alone, with fewer that wait. */
    Map<UUID, List<Similar>> toStaff(Caller caller, Connection connection, List<Report> reports) throws SQLException {
        return find(
                connection,
                List.of(newestThatWait(config.compared()), PUBLISHED),
                reports.stream().map(Asked::of).toList());
    }

    private static String newestThatWait(int count) {
        return newest("state = 0", "changed_at", count);
    }

    /**
     * Reports are under row-level security, and no index on their texts would be used: so a bounded number is read, and of
     * their texts the beginnings are compared.
     */
    private static String newest(String which, String time, int count) {
        return TWINS_AMONG.formatted(
                "left(asked.text, " + BEGINNING + ")", """
                SELECT id, title, left(narrative, %1$d - 1 - length(title)) AS narrative, code_terms, state FROM tactic
                WHERE collection_id = asked.collection_id AND %2$s ORDER BY %3$s DESC, id DESC LIMIT %4$d
                """.formatted(BEGINNING, which, time, count));
    }

    /** Whose twins are looked for. */
    private record Asked(int collectionId, UUID id, TacticContent content) {

        static Asked of(Report report) {
            return new Asked(report.collectionId(), report.id(), report.content());
        }
    }

    private Map<UUID, List<Similar>> find(Connection connection, List<String> places, List<Asked> asked)
            throws SQLException {
        try (PreparedStatement threshold =
                connection.prepareStatement("SELECT set_config('pg_trgm.similarity_threshold', ?, true)")) {
            threshold.setString(1, Double.toString(config.similarity()));
            threshold.execute();
        }
        String union = places.stream().map(place -> "(" + place + ")").collect(Collectors.joining(" UNION ALL "));
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT asked.id AS asked_id, twin.*
                FROM unnest(?::integer[], ?::uuid[], ?::text[], ?::text[]) AS asked(collection_id, id, text, terms)
                CROSS JOIN LATERAL (
                    SELECT * FROM (SELECT DISTINCT ON (id) * FROM (%s) AS found ORDER BY id, similarity DESC) AS best
                    ORDER BY similarity DESC, id LIMIT ?) AS twin
                ORDER BY asked.id, twin.similarity DESC, twin.id
                """.formatted(union))) {
            statement.setArray(1, SqlArrays.integers(connection, SqlArrays.column(asked, Asked::collectionId)));
            statement.setArray(2, SqlArrays.uuids(connection, SqlArrays.column(asked, Asked::id)));
            statement.setArray(
                    3,
                    SqlArrays.texts(
                            connection,
                            SqlArrays.column(asked, one -> one.content().text())));
            statement.setArray(
                    4,
                    SqlArrays.texts(
                            connection,
                            SqlArrays.column(asked, one -> one.content().codeTerms())));
            statement.setInt(5, config.similar());
            Map<UUID, List<Similar>> twins = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    twins.computeIfAbsent(row.getObject("asked_id", UUID.class), id -> new ArrayList<>())
                            .add(new Similar(
                                    row.getObject("id", UUID.class),
                                    row.getString("title"),
                                    TacticState.ofCode(row.getInt("state")).wire(),
                                    Math.round(row.getFloat("similarity") * 100) / 100.0));
                }
            }
            return twins;
        }
    }
}
