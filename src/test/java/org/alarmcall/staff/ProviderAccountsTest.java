package org.alarmcall.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.alarmcall.audit.AuditFilter;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.member.Caller;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.staff.ProviderAccounts.Refused;
import org.alarmcall.staff.ProviderAccounts.SignedIn;
import org.alarmcall.staff.oidc.Person;
import org.alarmcall.testing.TestMembers;
import org.alarmcall.testing.TestStaff;
import org.junit.jupiter.api.Test;

/** What a person whom a provider has verified becomes here. This server has none configured. */
@QuarkusTest
class ProviderAccountsTest {

    private static final Caller SYSTEM = Caller.system("test");
    private static final From HERE = new From("192.0.2.9", "a test");
    private static final int AT_ONCE = 8;

    @Inject
    ProviderAccounts provider;

    @Inject
    StaffAccounts accounts;

    @Inject
    StaffSessions sessions;

    @Inject
    AuditLog audit;

    @Test
    void firstSignInsAtOnceMakeOneAccount() throws Exception {
        Person person = person(TestMembers.name("subject"), "ana@example.org", StaffRole.LEAD);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            Callable<Integer> signIn = () -> signIn(person).id();
            List<Future<Integer>> ids = threads.invokeAll(Collections.nCopies(AT_ONCE, signIn));
            for (Future<Integer> id : ids) {
                assertEquals(ids.get(0).get(), id.get());
            }
        } finally {
            threads.shutdownNow();
        }
        String login = IdentityRows.login(person);
        assertEquals(1, audited(login, "staff.create"));
        assertEquals(AT_ONCE, audited(login, "staff.sign_in"));
        assertEquals(0, audited(login, "staff.role"));
    }

    @Test
    void anAddressTakesOverNoAccount() {
        TestStaff local = TestStaff.with(StaffRole.ADMIN);
        StaffAccount one = signIn(person(TestMembers.name("subject"), local.login(), StaffRole.REVIEWER));
        StaffAccount other = signIn(person(TestMembers.name("subject"), local.login(), StaffRole.REVIEWER));
        assertNotEquals(local.login(), one.login());
        assertNotEquals(one.login(), other.login());
        assertEquals(
                StaffRole.ADMIN,
                sessions.find(SYSTEM, local.session(), true)
                        .orElseThrow()
                        .account()
                        .role());
    }

    @Test
    void anotherIssuersSubjectIsSomebodyElse() {
        String subject = TestMembers.name("subject");
        StaffAccount one = signIn(person(subject, "ana@example.org", StaffRole.REVIEWER));
        Person other = new Person(
                "https://other.example", subject, "ana@example.org", "Ana", "WWF", Optional.of(StaffRole.REVIEWER));
        assertNotEquals(one.id(), signIn(other).id());
    }

    @Test
    void theNameAndTheRoleFollowTheProviderAndTheLoginStays() {
        String subject = TestMembers.name("subject");
        StaffAccount before = signIn(person(subject, "ana@example.org", StaffRole.LEAD));
        StaffAccount after = signIn(new Person(
                "https://login.example.org",
                subject,
                "ana.reyes@example.org",
                "Ana Reyes-Lind",
                "WWF",
                Optional.of(StaffRole.REVIEWER)));
        assertEquals(
                new StaffAccount(
                        before.id(),
                        before.login(),
                        "Ana Reyes-Lind",
                        "WWF",
                        StaffRole.REVIEWER,
                        StaffAccount.Status.ACTIVE,
                        true),
                after);
        assertEquals(1, audited(before.login(), "staff.role"));
    }

    @Test
    void whoHasNoRoleAnyMoreLosesRightsAndSessions() {
        String subject = TestMembers.name("subject");
        StaffAccount admin = signIn(person(subject, "ana@example.org", StaffRole.ADMIN));
        assertEquals(1, sessions.open(SYSTEM, admin.id()).size());
        Person without =
                new Person("https://login.example.org", subject, "ana@example.org", "Ana", "WWF", Optional.empty());
        assertInstanceOf(Refused.class, provider.signIn(SYSTEM, without, HERE));
        assertEquals(List.of(), sessions.open(SYSTEM, admin.id()));
        assertEquals(
                List.of(StaffRole.REVIEWER),
                accounts.list(SYSTEM).stream()
                        .filter(account -> account.id() == admin.id())
                        .map(StaffAccount::role)
                        .toList());
        assertEquals(1, audited(admin.login(), "staff.sign_in_refused"));
    }

    @Test
    void administratorsDoNotGiveItARoleOrAnInvitation() {
        StaffAccount ana = signIn(person(TestMembers.name("subject"), "ana@example.org", StaffRole.REVIEWER));
        for (Runnable change : List.<Runnable>of(
                () -> accounts.changeRole(SYSTEM, ana.id(), StaffRole.ADMIN), () -> accounts.reset(SYSTEM, ana.id()))) {
            assertEquals(
                    Problem.CONFLICT,
                    assertThrows(ProblemException.class, change::run).problem());
        }
        accounts.disable(SYSTEM, ana.id());
        assertEquals(Optional.empty(), accounts.enable(SYSTEM, ana.id()));
    }

    @Test
    void aSessionOfAProviderThatIsNotConfiguredIsNone() {
        Person person = person(TestMembers.name("subject"), "ana@example.org", StaffRole.REVIEWER);
        Started started = assertInstanceOf(SignedIn.class, provider.signIn(SYSTEM, person, HERE))
                .started();
        assertEquals(Optional.empty(), sessions.find(SYSTEM, started.token(), true));
    }

    private StaffAccount signIn(Person person) {
        return assertInstanceOf(SignedIn.class, provider.signIn(SYSTEM, person, HERE))
                .started()
                .session()
                .account();
    }

    private int audited(String login, String action) {
        return audit.list(SYSTEM, new AuditFilter(null, action, login, null, null), null, 100)
                .items()
                .size();
    }

    private static Person person(String subject, String handle, StaffRole role) {
        return new Person("https://login.example.org", subject, handle, "Ana Reyes", "WWF", Optional.of(role));
    }
}
