package org.alarmcall.staff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.alarmcall.member.Caller;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.testing.TestStaff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** On a server and a database of its own: here alone it is known who the administrators are. */
@QuarkusTest
@TestProfile(LastAdministratorTest.OwnServer.class)
class LastAdministratorTest {

    public static class OwnServer implements QuarkusTestProfile {}

    private static final Caller SYSTEM = Caller.system("test");

    @Inject
    StaffAccounts accounts;

    @Inject
    StaffSessions sessions;

    @Test
    void thereIsAlwaysAnAdministratorAlsoWhenTwoDisableEachOther() throws Exception {
        int one = idOf(TestStaff.with(StaffRole.ADMIN));
        int other = idOf(TestStaff.with(StaffRole.ADMIN));
        List<Boolean> disabled = atOnce(() -> disable(one), () -> disable(other));
        assertEquals(1, disabled.stream().filter(each -> each).count());
        int last = disabled.get(0) ? other : one;
        assertConflict(() -> accounts.changeRole(SYSTEM, last, StaffRole.LEAD));
        assertConflict(() -> accounts.reset(SYSTEM, last));
        assertEquals(Optional.empty(), accounts.firstAdmin(SYSTEM, "admin"));
    }

    private static List<Boolean> atOnce(Callable<Boolean> one, Callable<Boolean> other) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Boolean>> results = threads.invokeAll(List.of(one, other));
            return List.of(results.get(0).get(), results.get(1).get());
        } finally {
            threads.shutdown();
        }
    }

    private boolean disable(int id) {
        try {
            accounts.disable(SYSTEM, id);
            return true;
        } catch (ProblemException e) {
            assertEquals(Problem.CONFLICT, e.problem());
            return false;
        }
    }

    private static void assertConflict(Executable change) {
        assertEquals(
                Problem.CONFLICT, assertThrows(ProblemException.class, change).problem());
    }

    private int idOf(TestStaff somebody) {
        return sessions.find(SYSTEM, somebody.session(), true)
                .orElseThrow()
                .account()
                .id();
    }
}
