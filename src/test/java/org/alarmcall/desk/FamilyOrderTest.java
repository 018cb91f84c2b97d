package org.alarmcall.desk;

import static org.alarmcall.testing.TestListings.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.alarmcall.indicator.Decisions;
import org.alarmcall.indicator.QueueFilter;
import org.alarmcall.indicator.QueueOrder;
import org.alarmcall.indicator.QueueRow;
import org.alarmcall.indicator.ReviewQueue;
import org.alarmcall.indicator.Verdict;
import org.alarmcall.member.Access;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Members;
import org.alarmcall.member.StaffRole;
import org.alarmcall.member.Trust;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.TestMembers;
import org.alarmcall.testing.TestPictures;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queue in the order by family: what looks alike is one line. */
@QuarkusTest
class FamilyOrderTest {

    private static final Caller SYSTEM = Caller.system("test");
    private static final Duration GROUPED = Duration.ofSeconds(60);
    private static final Person ANA = new Person("ana@example.org", "Ana");
    private static final Person BEN = new Person("ben@example.org", "Ben");

    @Inject
    Desk desk;

    @Inject
    HeldDecisions held;

    @Inject
    ReviewQueue queue;

    @Inject
    Members directory;

    @Inject
    Database database;

    private final TestMembers members = TestMembers.here();
    private String ivory = "";
    private ApiClient shop;
    private ApiClient staff;

    @BeforeEach
    void start() {
        ivory = members.collection();
        shop = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
        staff = members.staff();
    }

    @Test
    void theLargestFamilyIsFirstThenTheOldestAndPagesHaveEachOnce() {
        send("alone", TestPictures.pdq());
        family("pair", 2);
        family("three", 3);
        family("twins", 2);
        send("last", TestPictures.pdq());
        List<String> expected = List.of("three-0 3", "pair-0 2", "twins-0 2", "alone 1", "last 1");
        awaitLines(expected);
        for (int limit = 1; limit <= 6; limit++) {
            assertEquals(expected, lines(pages(filter(null, null), limit)), "by " + limit);
        }
    }

    @Test
    void whatIsDecidedWithdrawnOrReplacedHasLeftItsFamilyAtOnce() {
        String bangles = TestPictures.pdq();
        UUID first = send("a", bangles);
        send("b", TestPictures.near(bangles, 5));
        send("c", TestPictures.near(bangles, 6));
        send("d", TestPictures.near(bangles, 7));
        awaitLines(List.of("a 4"));

        decide(first);
        assertEquals(List.of("b 3"), lines());
        shop.request()
                .delete("/api/v1/collections/" + ivory + "/listings/b")
                .then()
                .statusCode(204);
        assertEquals(List.of("c 2"), lines());

        // what comes now is near to the founder, which is decided
        send("e", TestPictures.near(bangles, 8));
        awaitLines(List.of("c 3"));

        send("d", TestPictures.pdq());
        assertEquals("c 2", lines().get(0), "what was replaced waits beside the families");
        awaitLines(List.of("c 2", "d 1"));

        pages(filter(null, null), 10).forEach(row -> decide(row.listingId()));
        assertEquals(List.of("e 1"), lines());
    }

    @Test
    void aFounderThatIsReplacedLeavesItsFamilyAndFoundsAnother() {
        String bangles = TestPictures.pdq();
        send("a", bangles);
        send("b", bangles);
        send("c", bangles);
        awaitLines(List.of("a 3"));
        send("a", TestPictures.pdq());
        awaitLines(List.of("b 2", "a 1"));
        send("a", bangles);
        awaitLines(List.of("a 3"));
    }

    @Test
    void aFilterShowsTheFamiliesThatHaveWhatItLetsThrough() {
        ApiClient other = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
        String bangles = TestPictures.pdq();
        send("mine", bangles);
        submit(other, ivory, TestPictures.listing("theirs", bangles));
        submit(other, ivory, TestPictures.listing("theirs too", TestPictures.near(bangles, 1)));
        send("alone", TestPictures.pdq());
        awaitLines(List.of("mine 3", "alone 1"));
        assertEquals(List.of("theirs 2"), lines(pages(filter(other.member(), null), 1)));
        assertEquals(List.of("mine 1", "alone 1"), lines(pages(filter(shop.member(), null), 1)));
        assertEquals(List.of("mine 3", "alone 1"), lines(pages(filter(null, "ivory"), 5)));
        assertEquals(List.of(), pages(filter(null, "pangolin"), 5));
    }

    @Test
    void collectionsHaveFamiliesOfTheirOwn() {
        String horn = members.collection();
        ApiClient zoo = members.member(Trust.STANDARD, horn, Access.READ_WRITE);
        String bangles = TestPictures.pdq();
        UUID here = send("here", bangles);
        submit(zoo, horn, TestPictures.listing("there", bangles));
        submit(zoo, horn, TestPictures.listing("there too", bangles));
        awaitLines(List.of("here 1"));
        Await.until(
                "theirs are two",
                GROUPED,
                () -> lines(pages(filter(horn, null, null), 5)).equals(List.of("there 2")));
        assertEquals(List.of(), queue.family(caller(ANA), ivory, here, 10));
        assertEquals(List.of(), queue.family(caller(ANA), horn, here, 10));
        assertEquals(
                Problem.NOT_FOUND,
                assertThrows(ProblemException.class, () -> queue.family(caller(ANA), "no-such", here, 10))
                        .problem());
    }

    /** The second lock, beside that no door of members reads them: what a member's rivals sent is in them. */
    @Test
    void theRowsOfFamiliesAreForStaffAndTheServerOnly() {
        UUID founder = send("a", TestPictures.pdq());
        Await.until("its family is founded", GROUPED, () -> rowsOfFamily("all", founder) == 2);
        assertEquals(0, rowsOfFamily("4711", founder));
        assertEquals(0, rowsOfFamily("", founder));
    }

    private int rowsOfFamily(String member, UUID family) {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.call(connection -> {
                    try (PreparedStatement named =
                                    connection.prepareStatement("SELECT set_config('alarmcall.member', ?, true)");
                            PreparedStatement statement = connection.prepareStatement("""
                                    SELECT (SELECT count(*) FROM queue_family WHERE id = ?)
                                        + (SELECT count(*) FROM queue_family_value WHERE family_id = ?)
                                    """)) {
                        named.setString(1, member);
                        named.execute();
                        statement.setObject(1, family);
                        statement.setObject(2, family);
                        try (ResultSet row = statement.executeQuery()) {
                            row.next();
                            return row.getInt(1);
                        }
                    }
                }));
    }

    @Test
    void theNextIsOfAnotherFamilyThanThatWhichSomebodyIsAtOrWhichWasSkipped() {
        family("three", 3);
        family("pair", 2);
        send("alone", TestPictures.pdq());
        awaitLines(List.of("three-0 3", "pair-0 2", "alone 1"));
        QueueRow hers = next(ANA, null);
        assertEquals("three-0", hers.reference());
        assertEquals("pair-0", next(BEN, null).reference());
        assertEquals("alone", next(ANA, hers.listingId()).reference());
    }

    @Test
    void whoSkipsAgainAndAgainComesToEachAndRoundToTheFirst() {
        family("three", 3);
        family("pair", 2);
        send("alone", TestPictures.pdq());
        awaitLines(List.of("three-0 3", "pair-0 2", "alone 1"));
        for (QueueOrder order : QueueOrder.values()) {
            List<String> seen = new ArrayList<>();
            UUID but = null;
            int listings = order == QueueOrder.FAMILY ? 3 : 6;
            for (int i = 0; i <= listings; i++) {
                QueueRow row = Objects.requireNonNull(desk.next(caller(ANA), ANA, filter(order), but));
                seen.add(row.reference());
                but = row.listingId();
            }
            assertEquals(listings, Set.copyOf(seen).size(), order + " " + seen);
            assertEquals(seen.get(0), seen.get(listings));
        }
    }

    @Test
    void afterAWholeFamilyTheNextFamilyComesAndTheCountLeavesOutWhatIsBeingDecided() {
        List<UUID> three = family("three", 3);
        family("pair", 2);
        awaitLines(List.of("three-0 3", "pair-0 2"));
        hold(three.subList(0, 2));
        assertEquals(List.of("three-2 1", "pair-0 2"), lines(), "the order is that of the last count");
        hold(three.subList(2, 3));
        assertEquals(List.of("pair-0 2"), lines());
        assertEquals("pair-0", next(ANA, null).reference());
    }

    @Test
    void theTitleSaysHowManyAreReallyDecided() {
        List<UUID> three = family("three", 3);
        decide(three.get(1));
        assertEquals(2, hold(three));
        assertEquals(
                "2",
                held.waiting(caller(ANA)).stream()
                        .filter(one -> one.listings().contains(three.get(0)))
                        .map(Held::title)
                        .findAny()
                        .orElseThrow());
    }

    /** Whatever happens at the same time, in the end each listing that waits is of one line, and lines are right. */
    @Test
    void eachThatWaitsIsInOneFamilyWhateverComesAndGoesAtTheSameTime() throws Exception {
        List<String> pictures =
                IntStream.range(0, 4).mapToObj(i -> TestPictures.pdq()).toList();
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int mine = thread;
                work.add(() -> {
                    for (int i = 0; i < 24; i++) {
                        UUID listing = send("l" + mine + "-" + i, TestPictures.near(pictures.get(i % 4), i % 9));
                        if (i % 3 == 1) {
                            decide(listing);
                        }
                        if (i % 4 == 3) {
                            send("l" + mine + "-" + (i - 1), TestPictures.near(pictures.get(mine), 2));
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> each : pool.invokeAll(work)) {
                each.get();
            }
        } finally {
            pool.shutdown();
        }
        Set<UUID> waiting = new HashSet<>();
        pages(filter(QueueOrder.AGE), 100).forEach(row -> waiting.add(row.listingId()));
        Await.until("four families are left", GROUPED, () -> lines().size() == 4);
        Set<UUID> found = new HashSet<>();
        for (QueueRow row : pages(filter(null, null), 3)) {
            List<QueueRow> others = queue.family(caller(ANA), ivory, row.listingId(), 100);
            assertEquals(row.family(), others.size() + 1, row.reference());
            assertTrue(found.add(row.listingId()));
            others.forEach(other -> assertTrue(found.add(other.listingId()), other.reference()));
        }
        assertEquals(waiting, found);
    }

    private UUID send(String reference, String pdq) {
        return UUID.fromString(submit(shop, ivory, TestPictures.listing(reference, pdq))
                .extract()
                .path("results[0].listingId"));
    }

    private List<UUID> family(String name, int size) {
        String picture = TestPictures.pdq();
        return IntStream.range(0, size)
                .mapToObj(i -> send(name + "-" + i, TestPictures.near(picture, i)))
                .toList();
    }

    private void decide(UUID listing) {
        staff.json(Map.of("decision", "approve"))
                .post("/api/v1/review/listings/" + listing + "/decision")
                .then()
                .statusCode(200);
    }

    private int hold(List<UUID> listings) {
        return held.hold(
                caller(ANA),
                ANA,
                String::valueOf,
                listings.stream().map(id -> new Decisions.Seen(id, 1)).toList(),
                Verdict.REJECT,
                null,
                null);
    }

    private QueueRow next(Person person, @Nullable UUID but) {
        return Objects.requireNonNull(desk.next(caller(person), person, filter(null, null), but));
    }

    private QueueFilter filter(@Nullable String member, @Nullable String category) {
        return filter(ivory, member, category);
    }

    private static QueueFilter filter(String collection, @Nullable String member, @Nullable String category) {
        return new QueueFilter(collection, null, member, null, category, null, QueueOrder.FAMILY);
    }

    private QueueFilter filter(QueueOrder order) {
        return new QueueFilter(ivory, null, null, null, null, null, order);
    }

    private List<String> lines() {
        return lines(pages(filter(null, null), 100));
    }

    private static List<String> lines(List<QueueRow> rows) {
        return rows.stream().map(row -> row.reference() + " " + row.family()).toList();
    }

    private void awaitLines(List<String> expected) {
        Await.until(expected.toString(), GROUPED, () -> lines().equals(expected));
    }

    private List<QueueRow> pages(QueueFilter filter, int limit) {
        List<QueueRow> rows = new ArrayList<>();
        String cursor = null;
        do {
            Page<QueueRow> page = desk.page(caller(ANA), filter, cursor, limit);
            assertTrue(page.items().size() <= limit);
            rows.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return rows;
    }

    private Caller caller(Person person) {
        return directory.staff(SYSTEM, person.login(), StaffRole.REVIEWER);
    }
}
