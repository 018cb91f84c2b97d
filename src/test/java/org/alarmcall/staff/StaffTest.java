package org.alarmcall.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Members;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.testing.TestMembers;
import org.alarmcall.testing.TestStaff;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StaffTest {

    private static final Caller SYSTEM = Caller.system("test");
    private static final int AT_ONCE = 16;
    private static final int FREE_FOR_ONE_BROWSER = 5;

    @Inject
    StaffAccounts accounts;

    @Inject
    SignIn signIn;

    @Inject
    StaffSessions sessions;

    @Inject
    Members members;

    @Inject
    Database database;

    @Test
    void guessesAtOnceAreCountedOneAfterTheOtherAlsoForALoginThatNobodyHas() throws Exception {
        TestStaff somebody = TestStaff.with(StaffRole.REVIEWER);
        for (String login : List.of(somebody.login(), TestMembers.name("nobody"))) {
            long start = System.nanoTime();
            long compared = guesses(login, "192.0.2.1");
            long most = allowed(Duration.ofNanos(System.nanoTime() - start));
            assertTrue(compared >= FREE_FOR_ONE_BROWSER && compared <= most, compared + " of at most " + most);
        }
    }

    @Test
    void aGuesserElsewhereDoesNotKeepTheOwnerOut() throws Exception {
        TestStaff somebody = TestStaff.with(StaffRole.REVIEWER);
        guesses(somebody.login(), "192.0.2.3");
        Optional<Started> half =
                signIn.password(SYSTEM, somebody.login(), somebody.password(), new From("192.0.2.4", "the owner's"));
        assertTrue(half.isPresent());
    }

    @Test
    void theRightPasswordAloneDoesNotTakeGuessesAtTheCodeBack() {
        TestStaff somebody = TestStaff.with(StaffRole.REVIEWER);
        From from = new From("192.0.2.5", "a guesser");
        ProblemException refused = assertThrows(ProblemException.class, () -> {
            for (int round = 0; round < 2 * FREE_FOR_ONE_BROWSER; round++) { // the waits double from a second on
                StaffSession half = signIn.password(SYSTEM, somebody.login(), somebody.password(), from)
                        .orElseThrow()
                        .session();
                assertEquals(Optional.empty(), signIn.code(SYSTEM, half, "no", from));
            }
        });
        assertEquals(Problem.TOO_MANY_REQUESTS, refused.problem());
    }

    @Test
    void aRightSignInLeavesNothingBehindForItsNetwork() {
        TestStaff somebody = TestStaff.with(StaffRole.REVIEWER);
        From office = new From("192.0.2.11", "an office");
        assertEquals(Optional.empty(), signIn.password(SYSTEM, somebody.login(), "wrong", office));
        StaffSession half = signIn.password(SYSTEM, somebody.login(), somebody.password(), office)
                .orElseThrow()
                .session();
        assertTrue(signIn.code(SYSTEM, half, somebody.code(), office).isPresent());
        assertEquals(1, failures("network:" + office.address()), "the wrong one");
    }

    @Test
    void halfASessionIsNone() {
        TestStaff somebody = TestStaff.with(StaffRole.REVIEWER);
        Started half = signIn.password(SYSTEM, somebody.login(), somebody.password(), new From("192.0.2.6", ""))
                .orElseThrow();
        assertEquals(
                StaffSession.Stage.FACTOR,
                sessions.find(SYSTEM, half.token(), true).orElseThrow().stage());
        Started full = signIn.code(SYSTEM, half.session(), somebody.code(), new From("192.0.2.6", ""))
                .orElseThrow();
        assertNotEquals(half.token(), full.token());
        assertEquals(Optional.empty(), sessions.find(SYSTEM, half.token(), true));
    }

    @Test
    void oneCodeAtOnceInTwoBrowsersOpensOne() throws Exception {
        TestStaff somebody = TestStaff.with(StaffRole.REVIEWER);
        From from = new From("192.0.2.7", "");
        StaffSession one = signIn.password(SYSTEM, somebody.login(), somebody.password(), from)
                .orElseThrow()
                .session();
        StaffSession other = signIn.password(SYSTEM, somebody.login(), somebody.password(), from)
                .orElseThrow()
                .session();
        String code = somebody.code();
        List<Boolean> opened = atOnce(List.of(
                () -> signIn.code(SYSTEM, one, code, from).isPresent(),
                () -> signIn.code(SYSTEM, other, code, from).isPresent()));
        assertEquals(1, opened.stream().filter(each -> each).count());
    }

    @Test
    void anInvitationAcceptedTwiceAtOnceMakesOneAccount() throws Exception {
        Invitation invitation = accounts.invite(SYSTEM, wanted(StaffRole.REVIEWER));
        From from = new From("192.0.2.8", "");
        Callable<Boolean> accept = () -> {
            try {
                return accounts.accept(SYSTEM, invitation.token(), "a sentence of some length", from)
                        .session()
                        .account()
                        .status()
                        .equals(StaffAccount.Status.ACTIVE);
            } catch (ProblemException e) {
                assertEquals(Problem.NOT_FOUND, e.problem());
                return false;
            }
        };
        assertEquals(
                1, atOnce(List.of(accept, accept)).stream().filter(each -> each).count());
    }

    @Test
    void whoIsDisabledOrResetIsOutAtOnceAndTheOldPasswordIsNone() {
        TestStaff somebody = TestStaff.with(StaffRole.LEAD);
        int id = sessions.find(SYSTEM, somebody.session(), true)
                .orElseThrow()
                .account()
                .id();
        accounts.reset(SYSTEM, id);
        assertEquals(Optional.empty(), sessions.find(SYSTEM, somebody.session(), true));
        assertEquals(
                Optional.empty(),
                signIn.password(SYSTEM, somebody.login(), somebody.password(), new From("192.0.2.9", "")));
        accounts.disable(SYSTEM, id);
        assertEquals(
                Problem.CONFLICT,
                assertThrows(ProblemException.class, () -> accounts.reset(SYSTEM, id))
                        .problem());
        assertEquals(
                StaffAccount.Status.INVITED,
                accounts.enable(SYSTEM, id).orElseThrow().account().status());
    }

    @Test
    void aRoleHoldsFromTheNextRequestOn() {
        TestStaff somebody = TestStaff.with(StaffRole.LEAD);
        int id = sessions.find(SYSTEM, somebody.session(), true)
                .orElseThrow()
                .account()
                .id();
        accounts.changeRole(SYSTEM, id, StaffRole.REVIEWER);
        assertEquals(
                StaffRole.REVIEWER,
                sessions.find(SYSTEM, somebody.session(), true)
                        .orElseThrow()
                        .account()
                        .role());
    }

    @Test
    void onlyAdministratorsLookAfterAccounts() {
        Caller lead = members.staff(SYSTEM, "lead@example.org", StaffRole.LEAD);
        assertEquals(
                Problem.FORBIDDEN,
                assertThrows(ProblemException.class, () -> accounts.list(lead)).problem());
        assertEquals(
                Problem.FORBIDDEN,
                assertThrows(ProblemException.class, () -> accounts.invite(lead, wanted(StaffRole.ADMIN)))
                        .problem());
    }

    @Test
    void aShortPasswordIsRefused() {
        Invitation invitation = accounts.invite(SYSTEM, wanted(StaffRole.REVIEWER));
        From from = new From("192.0.2.10", "");
        assertEquals(
                Problem.INVALID,
                assertThrows(
                                ProblemException.class,
                                () -> accounts.accept(SYSTEM, invitation.token(), "eleven char", from))
                        .problem());
    }

    /** How many may be compared in that time: the free ones, and one more after each wait, which doubles from a second on. */
    private static long allowed(Duration passed) {
        long waits = 0;
        while (passed.toSeconds() >= (1L << (waits + 1)) - 1) {
            waits++;
        }
        return FREE_FOR_ONE_BROWSER + waits;
    }

    @Test
    void aPageThatAsksByItselfKeepsNoSessionOpen() {
        TestStaff somebody = TestStaff.with(StaffRole.REVIEWER);
        assertTrue(lastSeen(somebody, "UPDATE staff_session SET last_seen_at = now() - interval '5 minutes'") > 240);
        assertTrue(sessions.find(SYSTEM, somebody.session(), false).isPresent());
        assertTrue(lastSeen(somebody, "") > 240);
        assertTrue(sessions.find(SYSTEM, somebody.session(), true).isPresent());
        assertTrue(lastSeen(somebody, "") < 240);
    }

    /** How many seconds ago the person's session was used, after a change of the sessions. */
    private long lastSeen(TestStaff staff, String change) {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.call(connection -> {
                    try (PreparedStatement named =
                                    connection.prepareStatement("SELECT set_config('alarmcall.member', 'all', true)");
                            PreparedStatement changed = connection.prepareStatement(change + " WHERE token_hash = ?");
                            PreparedStatement statement = connection.prepareStatement(
                                    "SELECT extract(epoch FROM now() - last_seen_at) FROM staff_session WHERE token_hash = ?")) {
                        named.execute();
                        if (!change.isEmpty()) {
                            changed.setBytes(1, OneTimeToken.hash(staff.session()));
                            changed.executeUpdate();
                        }
                        statement.setBytes(1, OneTimeToken.hash(staff.session()));
                        try (ResultSet row = statement.executeQuery()) {
                            row.next();
                            return row.getLong(1);
                        }
                    }
                }));
    }

    private long failures(String subject) {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.call(connection -> {
                    try (PreparedStatement named =
                                    connection.prepareStatement("SELECT set_config('alarmcall.member', 'all', true)");
                            PreparedStatement statement = connection.prepareStatement(
                                    "SELECT round(failures) FROM staff_failure WHERE subject = ?")) {
                        named.execute();
                        statement.setBytes(1, OneTimeToken.hash(subject));
                        try (ResultSet row = statement.executeQuery()) {
                            row.next();
                            return row.getLong(1);
                        }
                    }
                }));
    }

    /** How many of {@link #AT_ONCE} wrong passwords are compared; the others are told to wait. */
    private long guesses(String login, String address) throws Exception {
        List<Callable<Boolean>> guesses = new ArrayList<>();
        for (int number = 0; number < AT_ONCE; number++) {
            String guess = "guess number " + number;
            guesses.add(() -> {
                try {
                    return signIn.password(SYSTEM, login, guess, new From(address, ""))
                            .isEmpty();
                } catch (ProblemException e) {
                    assertEquals(Problem.TOO_MANY_REQUESTS, e.problem());
                    return false;
                }
            });
        }
        return atOnce(guesses).stream().filter(each -> each).count();
    }

    private static List<Boolean> atOnce(List<Callable<Boolean>> work) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            List<Boolean> results = new ArrayList<>();
            for (Future<Boolean> each : threads.invokeAll(work)) {
                results.add(each.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }

    private static NewAccount wanted(StaffRole role) {
        return new NewAccount(TestMembers.name("somebody") + "@example.org", "Somebody", "IFAW", role);
    }
}
