package org.alarmcall.tactic;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.alarmcall.feed.FeedSource;
import org.alarmcall.feed.Tier;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.SqlArrays;

/** Tells the sequencer how tactics stand: what is in {@code published_tactic} is in the feed. */
@Singleton
class TacticFeedSource implements FeedSource {

    /** The kind of a tactic's entries and touches, and its type. */
    static final String KIND = TACTIC;

    private static final Caller SEQUENCER = Caller.system("sequencer");

    /** OFFSET 0 keeps each look-up by key where it is written, while the tables have no statistics. */
    private static final String LOAD = """
            SELECT t.id AS tactic_id, coalesce(t.left_reason, 'other') AS left_reason,
                (SELECT m.id FROM published_tactic AS m
                    WHERE m.collection_id = t.collection_id AND m.id = t.merged_into) AS merged_into, published.*
            FROM unnest(?::uuid[]) AS touched(id)
            CROSS JOIN LATERAL (SELECT * FROM tactic WHERE collection_id = ? AND id = touched.id OFFSET 0) AS t
            LEFT JOIN LATERAL (SELECT %s FROM published_tactic AS p
                WHERE p.collection_id = t.collection_id AND p.id = t.id OFFSET 0) AS published ON true
            """.formatted(PublishedTactic.COLUMNS);

    private final Database database;
    private final Members members;

    TacticFeedSource(Database database, Members members) {
        this.database = database;
        this.members = members;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** None: {@code type=} is about indicators. */
    @Override
    public Set<String> types() {
        return Set.of();
    }

    @Override
    public List<State> load(int collectionId, Collection<UUID> subjects) {
        String tlp = members.collection(SEQUENCER, collectionId).tlp();
        List<State> states = new ArrayList<>(subjects.size());
        database.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(LOAD)) {
                statement.setArray(1, SqlArrays.uuids(connection, subjects));
                statement.setInt(2, collectionId);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        states.add(state(row, tlp));
                    }
                }
            }
        });
        return states;
    }

    private static State state(ResultSet row, String tlp) throws SQLException {
        UUID id = row.getObject("tactic_id", UUID.class);
        PublishedTactic tactic = row.getObject("id") == null ? null : PublishedTactic.of(row);
        String upsert = tactic == null ? null : TacticJson.upsert(tactic, tlp);
        Instant nextSunset = tactic == null
                ? null
                : tactic.content().codeWords().stream()
                        .map(CodeWord::sunset)
                        .min(Comparator.naturalOrder())
                        .orElse(null);
        return new State(
                id,
                KIND,
                null,
                digestKey(id),
                upsert,
                // Staff have approved it and there is no more to be had: no filter by tier leaves it out.
                tactic == null ? null : Tier.CORROBORATED,
                null,
                nextSunset, // it says less from then on
                TacticJson.reference(id, row.getObject("merged_into", UUID.class)),
                Objects.requireNonNull(row.getString("left_reason")));
    }

    private static byte[] digestKey(UUID id) {
        try {
            return MessageDigest.getInstance("SHA-256").digest((KIND + '\n' + id).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
