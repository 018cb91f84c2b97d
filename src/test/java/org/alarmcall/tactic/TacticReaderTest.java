package org.alarmcall.tactic;

import static org.alarmcall.tactic.TacticPlay.sunset;
import static org.alarmcall.tactic.TacticPlay.tactic;
import static org.alarmcall.tactic.TacticPlay.with;
import static org.alarmcall.tactic.TacticPlay.word;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.alarmcall.platform.Database;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a report may hold. */
@QuarkusTest
class TacticReaderTest {

    private static final Map<String, Object> GOOD = tactic("One", "Text.");

    @Inject
    Database database;

    private TacticPlay play;

    @BeforeEach
    void play() {
        play = new TacticPlay();
    }

    private void refused(Map<String, Object> body, String... pointers) {
        play.shop.json(body).post(play.path()).then().statusCode(422).body("errors.pointer", contains(pointers));
    }

    private static Map<String, Object> words(Object... words) {
        return with(GOOD, "codeWords", List.of(words));
    }

    @Test
    void allThatIsWrongIsNamed() {
        refused(
                Map.of("titel", "One", "labels", Map.of("term", "IVC")),
                "/titel",
                "/title",
                "/narrative",
                "/firstSeen",
                "/labels/taxon",
                "/labels/policyCategory");
        refused(with(GOOD, "title", "two\nlines"), "/title");
        refused(with(GOOD, "title", "x".repeat(201)), "/title");
        refused(with(GOOD, "narrative", "x".repeat(5001)), "/narrative");
        refused(with(GOOD, "narrative", "a\u0000b"), "/narrative");
        refused(with(GOOD, "firstSeen", "1999-12-31"), "/firstSeen");
        refused(with(GOOD, "firstSeen", sunset(3)), "/firstSeen");
        refused(with(GOOD, "techniques", List.of("code-words", "magic")), "/techniques/1");
        refused(with(GOOD, "techniques", List.of("code-words", "code-words")), "/techniques/1");
        refused(with(GOOD, "listings", List.of("nobodys")), "/listings/0");
        refused(with(GOOD, "listings", "ad-1"), "/listings");
    }

    @Test
    void codeWordsAreChecked() {
        Map<String, Object> good = word("jelly", "en", sunset(10));
        refused(words(good, word("Jelly", "en", sunset(20))), "/codeWords/1/term");
        refused(words(with(good, "language", "not a language")), "/codeWords/0/language");
        refused(words(with(good, "requires", Collections.nCopies(21, "x"))), "/codeWords/0/requires");
        refused(words(with(good, "id", "x")), "/codeWords/0/id");
        Map<String, Object> endless = new LinkedHashMap<>(good);
        endless.remove("sunset");
        refused(words(endless), "/codeWords/0/sunset");
        List<Object> many = new ArrayList<>(IntStream.range(0, 51)
                .mapToObj(i -> word("w" + i, "en", sunset(10)))
                .toList());
        refused(with(GOOD, "codeWords", many), "/codeWords");
        many.remove(50);
        play.approve(play.report(play.shop, with(GOOD, "codeWords", many)));
    }

    @Test
    void aDateIsItsBeginningAndTheLargestReportIsTaken() {
        String id = play.report(
                play.shop, with(with(GOOD, "firstSeen", "2026-11-20"), "narrative", "ช้\n\"".repeat(1249) + "end"));
        play.shop
                .request()
                .get(play.path() + "/" + id)
                .then()
                .statusCode(200)
                .body("firstSeen", equalTo("2026-11-20T00:00:00Z"));
        play.approve(id);
        assertEquals("ช้\n\"".repeat(1249) + "end", play.feed().holds(id).get("narrative"));
    }

    @Test
    void whoHasTooManyReportsWaitingSendsNoMore() throws Exception {
        String id = play.report(play.shop, GOOD);
        String withdrawn = play.report(play.shop, GOOD);
        play.shop.request().delete(play.path() + "/" + withdrawn).then().statusCode(204);
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
                                    FROM tactic, generate_series(2, 498) WHERE id = ?
                                    """)) {
                        named.execute();
                        copy.setObject(1, UUID.fromString(id));
                        assertEquals(497, copy.executeUpdate());
                    }
                }));
        // Two may still wait, however many are sent at once.
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Map<Integer, Integer> answers = new TreeMap<>();
        try {
            List<Callable<Integer>> reports = Collections.nCopies(
                    8, () -> play.shop.json(GOOD).post(play.path()).statusCode());
            for (Future<Integer> answer : threads.invokeAll(reports)) {
                answers.merge(answer.get(), 1, Integer::sum);
            }
        } finally {
            threads.shutdown();
        }
        assertEquals(Map.of(201, 2, 409, 6), answers);
        play.shop
                .json(GOOD)
                .post(play.path())
                .then()
                .statusCode(409)
                .body("detail", containsString("500 reports waiting"));
        play.shop.json(GOOD).put(play.path() + "/" + withdrawn).then().statusCode(409);
        play.shop
                .json(with(GOOD, "title", "Two"))
                .put(play.path() + "/" + id)
                .then()
                .statusCode(200);
        play.report(play.rival, GOOD);
        play.shop.request().delete(play.path() + "/" + id).then().statusCode(204);
        play.report(play.shop, GOOD);
    }
}
