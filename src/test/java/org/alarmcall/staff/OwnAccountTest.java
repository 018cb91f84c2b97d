package org.alarmcall.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.alarmcall.audit.AuditEntryView;
import org.alarmcall.audit.AuditFilter;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Members;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.staff.AccountRows.WithPassword;
import org.alarmcall.staff.Passkeys.Passkey;
import org.alarmcall.staff.oidc.Person;
import org.alarmcall.testing.TestMembers;
import org.alarmcall.testing.TestStaff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@QuarkusTest
class OwnAccountTest {

    private static final Caller SYSTEM = Caller.system("test");
    private static final From HERE = new From("192.0.2.30", "a test");
    private static final String NEW_PASSWORD = "another sentence";
    private static final int FREE_FOR_ONE_BROWSER = 5;

    @Inject
    OwnAccount own;

    @Inject
    SignIn signIn;

    @Inject
    SignInSteps steps;

    @Inject
    StaffSessions sessions;

    @Inject
    StaffAccounts accounts;

    @Inject
    ProviderAccounts provider;

    @Inject
    Factors factors;

    @Inject
    Database database;

    @Inject
    Members members;

    @Inject
    AuditLog audit;

    private final TestStaff somebody = TestStaff.with(StaffRole.REVIEWER);

    @Test
    void ofTwoRemovalsAtOnceOneLeavesTheLastFactor() throws Exception {
        StaffSession session = session(somebody);
        UUID app = app(session);
        UUID passkey = givePasskey(session, "Phone");
        List<Optional<Problem>> answers =
                atOnce(() -> own.remove(SYSTEM, session, app), () -> own.remove(SYSTEM, session, passkey));
        assertEquals(
                1,
                answers.stream()
                        .filter(each -> each.equals(Optional.of(Problem.CONFLICT)))
                        .count(),
                answers::toString);
        assertEquals(1, answers.stream().filter(Optional::isEmpty).count(), answers::toString);
        assertEquals(1, own.factors(SYSTEM, session).size());
        assertEquals(1, audited("staff.factor_remove").size());
    }

    @Test
    void whoIsSignedOutByAChangeOfAnotherBrowserChangesNothingMore() throws Exception {
        StaffSession one = session(somebody);
        StaffSession other = signIn(somebody);
        UUID app = app(one);
        UUID passkey = givePasskey(one, "Phone");
        givePasskey(one, "Laptop");
        List<Optional<Problem>> answers =
                atOnce(() -> own.remove(SYSTEM, one, app), () -> own.remove(SYSTEM, other, passkey));
        assertEquals(1, answers.stream().filter(Optional::isEmpty).count(), answers::toString);
        assertEquals(2, own.factors(SYSTEM, one).size());
        assertEquals(
                1, sessions.open(SYSTEM, one.account().id()).size(), "the session of the one that was first goes on");
    }

    @Test
    void whoHasNotConfirmedJustNowChangesNothing() {
        UUID app = app(session(somebody));
        somebody.growOld();
        StaffSession old = session(somebody);
        assertFalse(old.confirmed());
        for (Executable change : changes(old, app)) {
            assertProblem(Problem.FORBIDDEN, change);
        }
        assertEquals(app, app(old));
        assertEquals(10, own.recoveryCodesLeft(SYSTEM, old));
    }

    @Test
    void anAccountOfTheProviderHasNothingToChange() {
        Person person = new Person(
                "https://login.example.org",
                TestMembers.name("subject"),
                "ana@example.org",
                "Ana Reyes",
                "WWF",
                Optional.of(StaffRole.LEAD));
        StaffSession session = ((ProviderAccounts.SignedIn) provider.signIn(SYSTEM, person, HERE))
                .started()
                .session();
        assertFalse(session.confirmed());
        assertTrue(session.expiresAt().isBefore(session(somebody).expiresAt()), "the provider is asked again earlier");
        for (Executable change : changes(session, UUID.randomUUID())) {
            assertProblem(Problem.CONFLICT, change);
        }
        assertEquals(Optional.empty(), signIn.confirm(SYSTEM, session, somebody.password(), "123456", "", HERE));
    }

    @Test
    void confirmingPutsANewSessionInThePlaceOfTheOneThatSomebodyMayHaveCopied() {
        somebody.growOld();
        StaffSession old = session(somebody);
        assertEquals(Optional.empty(), signIn.confirm(SYSTEM, old, "not the password", somebody.code(), "", HERE));
        assertEquals(Optional.empty(), signIn.confirm(SYSTEM, old, somebody.password(), "no", "", HERE));
        assertEquals(2, audited("staff.confirm_failed").size());
        Started confirmed = signIn.confirm(SYSTEM, old, somebody.password(), somebody.code(), "", HERE)
                .orElseThrow();
        assertEquals(Optional.empty(), sessions.find(SYSTEM, somebody.session(), true));
        StaffSession found = sessions.find(SYSTEM, confirmed.token(), true).orElseThrow();
        assertTrue(found.confirmed());
        assertNotEquals(old.csrf(), found.csrf());
        assertEquals(1, audited("staff.confirm").size());
    }

    @Test
    void guessesAtAConfirmationCountWithThoseAtTheSignIn() {
        From guesser = new From("192.0.2.31", "a guesser");
        StaffSession session = session(somebody);
        for (int guess = 0; guess < FREE_FOR_ONE_BROWSER; guess++) {
            assertEquals(Optional.empty(), signIn.confirm(SYSTEM, session, "guess " + guess, "123456", "", guesser));
        }
        assertProblem(
                Problem.TOO_MANY_REQUESTS,
                () -> signIn.confirm(SYSTEM, session, somebody.password(), somebody.code(), "", guesser));
        assertProblem(
                Problem.TOO_MANY_REQUESTS,
                () -> signIn.password(SYSTEM, somebody.login(), somebody.password(), guesser));
    }

    @Test
    void aPasswordThatWasChangedWhileItWasComparedOpensNothing() {
        StaffSession session = session(somebody);
        WithPassword found = steps.find(SYSTEM, somebody.login()).orElseThrow();
        signIn.changePassword(SYSTEM, session, NEW_PASSWORD);
        assertEquals(Optional.empty(), steps.half(SYSTEM, found, HERE));
        assertEquals(
                Optional.empty(),
                steps.again(SYSTEM, session, Optional.of(found), (connection, account) -> Optional.of("totp"), HERE));
        assertTrue(signIn.password(SYSTEM, somebody.login(), NEW_PASSWORD, HERE).isPresent());
    }

    @Test
    void anAnswerThatComesTwiceOpensOneSession() {
        StaffSession half = half(somebody);
        assertTrue(signIn.code(SYSTEM, half, somebody.code(), HERE).isPresent());
        String code = somebody.recoveryCodes().get(0);
        assertProblem(Problem.CONFLICT, () -> signIn.code(SYSTEM, half, code, HERE));
        assertTrue(signIn.code(SYSTEM, half(somebody), code, HERE).isPresent(), "it was not used up");
    }

    @Test
    void aNewAppTakesTheOldOnesPlaceAndSignsOutElsewhere() {
        StaffSession session = session(somebody);
        StaffSession other = signIn(somebody);
        UUID before = app(session);
        String key = signIn.newTotpKey(SYSTEM);
        assertFalse(own.setApp(SYSTEM, session, key, "no"));
        assertFalse(own.setApp(SYSTEM, session, "MZXW6", "123456"), "a short key");
        assertEquals(before, app(session));
        assertTrue(own.setApp(SYSTEM, session, key, TestStaff.code(key)));
        assertNotEquals(before, app(session));
        assertFalse(sessions.isOpen(SYSTEM, other.account().id(), other.id()));
        assertTrue(sessions.isOpen(SYSTEM, session.account().id(), session.id()));
        assertEquals(Optional.empty(), signIn.code(SYSTEM, half(somebody), somebody.code(), HERE));
    }

    @Test
    void anAnswerThatNoBrowserGivesIsAWrongOne() {
        StaffSession session = session(somebody);
        for (String answer : List.of(
                "",
                "x",
                "null",
                "[]",
                "{}",
                "{\"id\": \"!\", \"rawId\": \"!\", \"type\": \"public-key\", \"response\": {\"clientDataJSON\": \"!\", "
                        + "\"attestationObject\": \"!\", \"authenticatorData\": \"!\", \"signature\": \"!\"}}")) {
            assertFalse(own.addPasskey(SYSTEM, session, "Phone", answer), answer);
            From from = new From("192.0.2.32", answer);
            assertEquals(Optional.empty(), signIn.passkey(SYSTEM, half(somebody, from), answer, from), answer);
            assertTrue(signIn.code(SYSTEM, half(somebody, from), recoveryCode(), from)
                    .isPresent());
        }
    }

    @Test
    void anotherPersonsFactorIsNone() {
        StaffSession session = session(somebody);
        givePasskey(session, "Phone");
        TestStaff another = TestStaff.with(StaffRole.ADMIN);
        UUID theirs = app(session(another));
        assertProblem(Problem.NOT_FOUND, () -> own.rename(SYSTEM, session, theirs, "Mine"));
        assertProblem(Problem.NOT_FOUND, () -> own.remove(SYSTEM, session, theirs));
        assertEquals(
                List.of("Authenticator app"),
                own.factors(SYSTEM, session(another)).stream()
                        .map(SecondFactor::name)
                        .toList());
    }

    @Test
    void aNameIsOneLine() {
        StaffSession session = session(somebody);
        UUID app = app(session);
        for (String name : List.of("", " \t ", "two\nlines", "x".repeat(101), "half \ud83d")) {
            assertProblem(Problem.INVALID, () -> own.rename(SYSTEM, session, app, name));
        }
        own.rename(SYSTEM, session, app, " " + "😀".repeat(100) + " ");
        assertEquals("😀".repeat(100), own.factors(SYSTEM, session).get(0).name(), "a character is one, not two");
        assertEquals(1, audited("staff.factor_rename").size());
    }

    @Test
    void theLastFactorStays() {
        StaffSession session = session(somebody);
        assertProblem(Problem.CONFLICT, () -> own.remove(SYSTEM, session, app(session)));
        assertEquals(1, own.factors(SYSTEM, session).size());
    }

    @Test
    void newRecoveryCodesTakeTheOldOnesPlace() {
        List<String> codes = own.newRecoveryCodes(SYSTEM, session(somebody));
        assertEquals(
                Optional.empty(),
                signIn.code(SYSTEM, half(somebody), somebody.recoveryCodes().get(0), HERE));
        assertTrue(signIn.code(SYSTEM, half(somebody), codes.get(0), HERE).isPresent());
        assertEquals(9, own.recoveryCodesLeft(SYSTEM, session(somebody)));
    }

    @Test
    void anAdministratorEndsAPersonsSessions() {
        StaffSession session = session(somebody);
        signIn(somebody);
        Caller lead = members.staff(SYSTEM, "lead@example.org", StaffRole.LEAD);
        int id = session.account().id();
        assertProblem(Problem.FORBIDDEN, () -> accounts.signOut(lead, id));
        accounts.signOut(SYSTEM, id);
        assertEquals(List.of(), sessions.open(SYSTEM, id));
        assertEquals(1, audited("staff.sign_out").size());
        assertProblem(Problem.CONFLICT, () -> own.newRecoveryCodes(SYSTEM, session));
    }

    private List<Executable> changes(StaffSession session, UUID factor) {
        String key = signIn.newTotpKey(SYSTEM);
        return List.of(
                () -> own.addPasskey(SYSTEM, session, "Phone", "{}"),
                () -> own.setApp(SYSTEM, session, key, TestStaff.code(key)),
                () -> own.rename(SYSTEM, session, factor, "Phone"),
                () -> own.remove(SYSTEM, session, factor),
                () -> own.newRecoveryCodes(SYSTEM, session),
                () -> signIn.changePassword(SYSTEM, session, NEW_PASSWORD));
    }

    private StaffSession session(TestStaff staff) {
        return sessions.find(SYSTEM, staff.session(), true).orElseThrow();
    }

    private StaffSession half(TestStaff staff) {
        return half(staff, HERE);
    }

    private StaffSession half(TestStaff staff, From from) {
        return signIn.password(SYSTEM, staff.login(), staff.password(), from)
                .orElseThrow()
                .session();
    }

    private StaffSession signIn(TestStaff staff) {
        return signIn.code(SYSTEM, half(staff), staff.code(), HERE)
                .orElseThrow()
                .session();
    }

    /** One that was not used. */
    private String recoveryCode() {
        return somebody.recoveryCodes().get(10 - own.recoveryCodesLeft(SYSTEM, session(somebody)));
    }

    private UUID app(StaffSession session) {
        return own.factors(SYSTEM, session).stream()
                .filter(SecondFactor::isApp)
                .findAny()
                .orElseThrow()
                .id();
    }

    /** As a row: here nobody signs with it. */
    private UUID givePasskey(StaffSession session, String name) {
        byte[] credential = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
        QuarkusTransaction.requiringNew()
                .run(() -> database.run(connection -> {
                    try (PreparedStatement named =
                            connection.prepareStatement("SELECT set_config('alarmcall.member', 'all', true)")) {
                        named.execute();
                    }
                    assertTrue(factors.addPasskey(
                            connection, session.account().id(), name, new Passkey(credential, new byte[] {1}, 0)));
                }));
        return own.factors(SYSTEM, session).stream()
                .filter(each -> each.name().equals(name))
                .findAny()
                .orElseThrow()
                .id();
    }

    private List<AuditEntryView> audited(String action) {
        return audit.list(SYSTEM, new AuditFilter(null, action, somebody.login(), null, null), null, 100)
                .items();
    }

    private static void assertProblem(Problem problem, Executable change) {
        assertEquals(problem, assertThrows(ProblemException.class, change).problem());
    }

    /** What each was refused with; empty for what was done. */
    private static List<Optional<Problem>> atOnce(Runnable one, Runnable other) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Optional<Problem>>> answers = threads.invokeAll(List.of(refusal(one), refusal(other)));
            return List.of(answers.get(0).get(), answers.get(1).get());
        } finally {
            threads.shutdown();
        }
    }

    private static Callable<Optional<Problem>> refusal(Runnable change) {
        return () -> {
            try {
                change.run();
                return Optional.empty();
            } catch (ProblemException e) {
                return Optional.of(e.problem());
            }
        };
    }
}
