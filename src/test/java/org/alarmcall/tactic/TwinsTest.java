package org.alarmcall.tactic;

import static org.alarmcall.tactic.TacticPlay.REVIEW;
import static org.alarmcall.tactic.TacticPlay.tactic;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.util.UUID;
import org.alarmcall.platform.Database;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With what a report is compared that is looked at alone. */
@QuarkusTest
class TwinsTest {

    private static final String TEXT = "Bangles are offered as white plastic and the price stands in the picture.";

    /** {@link TacticConfig#comparedAlone}. */
    private static final int COMPARED = 1_000;

    @Inject
    Database database;

    private TacticPlay play;

    @BeforeEach
    void play() {
        play = new TacticPlay();
    }

    @Test
    void staffSeeTwinsThatWaitAndThosePublished() {
        String published = play.published(play.rival, tactic("White plastic", TEXT));
        String rivals = play.report(play.rival, tactic("White plastic again", TEXT));
        String shops = play.report(play.shop, tactic("White plastic, seen by us", TEXT));
        play.report(play.shop, tactic("Closed groups", "Parrots are sold in groups one has to be let into."));
        play.staff
                .request()
                .get(REVIEW + "/" + shops)
                .then()
                .statusCode(200)
                .body("similar.id", containsInAnyOrder(published, rivals))
                .body("similar.find { it.id == '" + published + "' }.state", equalTo("approved"));
    }

    @Test
    void asManyAsThatWaitAreReadAsAreConfigured() {
        String oldest = play.report(play.rival, tactic("White plastic", TEXT));
        String asked = play.report(play.shop, tactic("White plastic, seen by us", TEXT));
        String other = play.report(play.rival, tactic("Closed groups", "Parrots are sold in groups."));
        play.staff.request().get(REVIEW + "/" + asked).then().body("similar.id", contains(oldest));
        QuarkusTransaction.requiringNew()
                .run(() -> database.run(connection -> {
                    try (PreparedStatement named =
                                    connection.prepareStatement("SELECT set_config('alarmcall.member', 'all', true)");
                            PreparedStatement copy = connection.prepareStatement("""
                                    INSERT INTO tactic (collection_id, id, member_id, client_id, revision, state, title,
                                        narrative, first_seen, labels, techniques, code_words, code_terms, created_at,
                                        changed_at)
                                    SELECT collection_id, gen_random_uuid(), member_id, client_id, revision, state, title,
                                        narrative, first_seen, labels, techniques, code_words, code_terms, created_at,
                                        changed_at
                                    FROM tactic, generate_series(1, ?) WHERE id = ?
                                    """)) {
                        named.execute();
                        copy.setInt(1, COMPARED);
                        copy.setObject(2, UUID.fromString(other));
                        assertEquals(COMPARED, copy.executeUpdate());
                    }
                }));
        play.staff.request().get(REVIEW + "/" + asked).then().statusCode(200).body("similar", hasSize(0));
    }
}
