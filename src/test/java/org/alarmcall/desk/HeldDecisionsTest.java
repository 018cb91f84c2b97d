package org.alarmcall.desk;

import static org.alarmcall.testing.TestListings.submit;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.alarmcall.audit.AuditFilter;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.indicator.Decisions;
import org.alarmcall.indicator.QueueFilter;
import org.alarmcall.indicator.QueueOrder;
import org.alarmcall.indicator.QueueRow;
import org.alarmcall.indicator.Verdict;
import org.alarmcall.member.Access;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Members;
import org.alarmcall.member.StaffRole;
import org.alarmcall.member.Trust;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.staff.StaffAccounts;
import org.alarmcall.staff.StaffSession;
import org.alarmcall.staff.StaffSessions;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.TestListings;
import org.alarmcall.testing.TestMembers;
import org.alarmcall.testing.TestStaff;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Decisions between the click and their effect, and who is at what. */
@QuarkusTest
class HeldDecisionsTest {

    private static final Caller SYSTEM = Caller.system("test");
    private static final Duration EFFECT = Duration.ofSeconds(40);
    private static final Person ANA = new Person("ana@example.org", "Ana");
    private static final Person BEN = new Person("ben@example.org", "Ben");

    @Inject
    HeldDecisions held;

    @Inject
    Desk desk;

    @Inject
    Members directory;

    @Inject
    AuditLog audit;

    @Inject
    StaffAccounts accounts;

    @Inject
    StaffSessions sessions;

    private final TestMembers members = TestMembers.here();
    private String ivory = "";
    private ApiClient shop;

    @BeforeEach
    void start() {
        ivory = members.collection();
        shop = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
    }

    @Test
    void whatTheMemberReplacesMeanwhileIsDroppedAndBackInTheQueue() {
        UUID listing = send("a");
        hold(ANA, listing, Verdict.APPROVE);
        UUID decision = held.waiting(caller(ANA)).stream()
                .filter(one -> one.listings().contains(listing))
                .map(Held::id)
                .findAny()
                .orElseThrow();
        send("a");
        Await.until(
                "it is dropped",
                EFFECT,
                () -> audit.list(
                                        SYSTEM,
                                        new AuditFilter(null, "decision.drop", decision.toString(), null, null),
                                        null,
                                        10)
                                .items()
                                .size()
                        == 1);
        assertEquals("pending", state("a"));
        assertEquals(List.of(listing), waiting());
    }

    @Test
    void ofSeveralTheOneThatTheMemberReplacesIsNamedInTheAudit() {
        UUID kept = send("a");
        UUID replaced = send("b");
        held.hold(
                caller(ANA),
                ANA,
                String::valueOf,
                List.of(new Decisions.Seen(kept, 1), new Decisions.Seen(replaced, 1)),
                Verdict.APPROVE,
                null,
                null);
        String decision = held.waiting(caller(ANA)).stream()
                .filter(one -> one.listings().contains(kept))
                .map(one -> one.id().toString())
                .findAny()
                .orElseThrow();
        send("b");
        Await.until("it takes effect", EFFECT, () -> state("a").equals("approved"));
        assertEquals("pending", state("b"));
        String details = audit.list(SYSTEM, new AuditFilter(null, "decision.drop", decision, null, null), null, 10)
                .items()
                .get(0)
                .details()
                .toString();
        assertTrue(details.contains(replaced.toString()), details);
        assertTrue(!details.contains(kept.toString()), details);
    }

    @Test
    void whatSomebodyDecidedWhoIsOutByNowIsDropped() {
        TestStaff staff = TestStaff.with(StaffRole.REVIEWER);
        Person person = new Person(staff.login(), "Sam");
        UUID listing = send("a");
        hold(person, listing, Verdict.APPROVE);
        StaffSession session = sessions.find(SYSTEM, staff.session(), true).orElseThrow();
        accounts.disable(SYSTEM, session.account().id());
        Await.until(
                "it is dropped",
                EFFECT,
                () -> held.waiting(SYSTEM).stream()
                        .noneMatch(one -> one.listings().contains(listing)));
        assertEquals("pending", state("a"));
        assertEquals(List.of(listing), waiting());
    }

    @Test
    void ofTwoAtTheSameMomentOneIsHeld() throws Exception {
        UUID listing = send("a");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<Boolean> ana = () -> tryHold(ANA, listing, Verdict.APPROVE);
            Callable<Boolean> ben = () -> tryHold(BEN, listing, Verdict.REJECT);
            int done = 0;
            for (Future<Boolean> each : threads.invokeAll(List.of(ana, ben))) {
                done += each.get() ? 1 : 0;
            }
            assertEquals(1, done);
        } finally {
            threads.shutdown();
        }
        Await.until("it takes effect", EFFECT, () -> !state("a").equals("pending"));
    }

    @Test
    void onlyWhoDecidedUndoesAndOnlyOnce() {
        UUID listing = send("a");
        hold(ANA, listing, Verdict.REJECT);
        Held decision = held.waiting(caller(ANA)).stream()
                .filter(one -> one.listings().contains(listing))
                .findAny()
                .orElseThrow();
        assertEquals(List.of(), waiting());
        refused(() -> held.undo(caller(BEN), BEN, decision.id()));
        held.undo(caller(ANA), ANA, decision.id());
        refused(() -> held.undo(caller(ANA), ANA, decision.id()));
        assertEquals(List.of(listing), waiting());
        assertEquals("pending", state("a"));
    }

    @Test
    void aSubmissionIsHeldOnceHoweverOftenItIsClicked() throws Exception {
        UUID submission = UUID.fromString(submit(shop, ivory, TestListings.listing("a", TestListings.md5()))
                .extract()
                .path("submissionId"));
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Callable<Void> click = () -> {
                held.holdSubmission(caller(ANA), ANA, "a", submission, Verdict.APPROVE, null);
                return null;
            };
            for (Future<Void> each : threads.invokeAll(List.of(click, click, click))) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
        assertEquals(
                1,
                held.waiting(caller(ANA)).stream()
                        .filter(one -> submission.equals(one.submissionId()))
                        .count());
        refused(() -> held.holdSubmission(caller(BEN), BEN, "a", submission, Verdict.REJECT, null));
    }

    @Test
    void aDecisionByTheApiIsFirstWhenItIs() {
        UUID listing = send("a");
        hold(ANA, listing, Verdict.APPROVE);
        members.staff()
                .json(Map.of("decision", "reject"))
                .post("/api/v1/review/listings/" + listing + "/decision")
                .then()
                .statusCode(200)
                .body("state", equalTo("rejected"));
        Await.until(
                "the held one is over",
                EFFECT,
                () -> held.waiting(caller(ANA)).stream()
                        .noneMatch(one -> one.listings().contains(listing)));
        assertEquals("rejected", state("a"));
    }

    @Test
    void theNextListingIsOneThatNobodyElseIsAt() {
        UUID first = send("a");
        UUID second = send("b");
        assertEquals(first, next(ANA));
        assertEquals(first, next(ANA), "one's own claim");
        assertEquals(second, next(BEN));
        assertEquals(ANA, desk.claim(caller(BEN), BEN, ivory, first));
        assertEquals(ANA, desk.claims(caller(BEN), List.of(first, second)).get(first));
        desk.leave(caller(BEN), BEN, List.of(first, second));
        assertEquals(ANA, desk.claim(caller(BEN), BEN, ivory, first), "only one's own is given up");
        desk.leave(caller(ANA), ANA, List.of(first));
        assertEquals(first, next(BEN));
    }

    @Test
    void aWalkByRiskMeetsEachOnceAndPagesGoOn() {
        ApiClient trusted = members.member(Trust.TRUSTED, ivory, Access.READ_WRITE);
        List<UUID> sent = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sent.add(send("n" + i));
        }
        UUID live = submitted(trusted, "live");
        send("n2");
        QueueFilter risk = new QueueFilter(ivory, null, null, null, null, null, QueueOrder.RISK);
        List<UUID> walked = new ArrayList<>();
        String cursor = null;
        do {
            var page = desk.page(caller(ANA), risk, cursor, 2);
            page.items().forEach(row -> walked.add(row.listingId()));
            cursor = page.next();
        } while (cursor != null);
        assertEquals(List.of(live, sent.get(2), sent.get(0), sent.get(1), sent.get(3), sent.get(4)), walked);
    }

    private UUID next(Person person) {
        QueueRow row = desk.next(caller(person), person, filter(), null);
        return row == null ? new UUID(0, 0) : row.listingId();
    }

    private List<UUID> waiting() {
        return desk.page(caller(ANA), filter(), null, 10).items().stream()
                .map(QueueRow::listingId)
                .toList();
    }

    private QueueFilter filter() {
        return new QueueFilter(ivory, null, null, null, null, null, QueueOrder.AGE);
    }

    private boolean tryHold(Person person, UUID listing, Verdict verdict) {
        try {
            hold(person, listing, verdict);
            return true;
        } catch (ProblemException e) {
            assertEquals(Problem.CONFLICT, e.problem());
            return false;
        }
    }

    private void hold(Person person, UUID listing, Verdict verdict) {
        int count = held.hold(
                caller(person), person, decided -> "a", List.of(new Decisions.Seen(listing, 1)), verdict, null, null);
        assertTrue(count == 1);
    }

    private static void refused(Executable work) {
        assertEquals(
                Problem.CONFLICT, assertThrows(ProblemException.class, work).problem());
    }

    private Caller caller(Person person) {
        return directory.staff(SYSTEM, person.login(), StaffRole.REVIEWER);
    }

    private String state(String reference) {
        return shop.request()
                .get("/api/v1/collections/" + ivory + "/listings?reference=" + reference)
                .then()
                .statusCode(200)
                .extract()
                .path("items[0].state");
    }

    private UUID send(String reference) {
        return submitted(shop, reference);
    }

    private UUID submitted(ApiClient member, String reference) {
        return UUID.fromString(submit(member, ivory, TestListings.listing(reference, TestListings.md5()))
                .extract()
                .path("results[0].listingId"));
    }
}
