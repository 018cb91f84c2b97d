package org.alarmcall.tactic;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;

/**
 * Finds likely twins of a report by trigrams (pg_trgm) of title and narrative, or of the code words. A member is told of what
 * is published and of its own, so that no answer, and no time that it takes, depends on another's report that is not
 * published.
 */
@Singleton
class SimilarTactics {

    /** Both conditions are answered by indexes on the published texts. State 0 is pending, 1 approved. */
    private static final String TWINS_OF = """
            SELECT id, title, state,
                greatest(similarity(title || ' ' || narrative, ?), similarity(code_terms, ?)) AS similarity
            FROM (SELECT id, title, narrative, code_terms, collection_id, 1 AS state FROM published_tactic) AS published
            WHERE collection_id = ? AND id <> ? AND ((title || ' ' || narrative) % ? OR code_terms % ?)
            """;

    private static final String TWINS_AMONG_REPORTS = TWINS_OF.replace(
                    "1 AS state FROM published_tactic) AS published", "state, member_id FROM tactic) AS reported")
            + " AND state IN (0, 1)";

    private final TacticConfig config;

    SimilarTactics(TacticConfig config) {
        this.config = config;
    }

    List<Similar> toMember(
            Caller caller, Connection connection, CollectionRef collection, UUID id, TacticContent content)
            throws SQLException {
        List<String> places = new ArrayList<>();
        places.add(TWINS_AMONG_REPORTS + " AND member_id = " + caller.memberId());
        if (collection.access().canRead()) {
            places.add(TWINS_OF);
        }
        return find(connection, places, collection.id(), id, content);
    }

    /** Among all that are pending or approved. */
    List<Similar> toStaff(Caller caller, Connection connection, int collectionId, UUID id, TacticContent content)
            throws SQLException {
        return find(connection, List.of(TWINS_AMONG_REPORTS, TWINS_OF), collectionId, id, content);
    }

    private List<Similar> find(
            Connection connection, List<String> places, int collectionId, UUID id, TacticContent content)
            throws SQLException {
        try (PreparedStatement threshold =
                connection.prepareStatement("SELECT set_config('pg_trgm.similarity_threshold', ?, true)")) {
            threshold.setString(1, Double.toString(config.similarity()));
            threshold.execute();
        }
        String sql = "SELECT * FROM (SELECT DISTINCT ON (id) * FROM (" + String.join(" UNION ALL ", places)
                + ") AS found ORDER BY id, similarity DESC) AS twin ORDER BY similarity DESC, id LIMIT ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = 1;
            for (int place = 0; place < places.size(); place++) {
                statement.setString(next++, content.text());
                statement.setString(next++, content.codeTerms());
                statement.setInt(next++, collectionId);
                statement.setObject(next++, id);
                statement.setString(next++, content.text());
                statement.setString(next++, content.codeTerms());
            }
            statement.setInt(next, config.similar());
            List<Similar> similar = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    similar.add(new Similar(
                            row.getObject("id", UUID.class),
                            row.getString("title"),
                            TacticState.ofCode(row.getInt("state")).wire(),
                            Math.round(row.getFloat("similarity") * 100) / 100.0));
                }
            }
            return similar;
        }
    }
}
