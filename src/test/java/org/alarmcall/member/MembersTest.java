package org.alarmcall.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@QuarkusTest
class MembersTest {

    @Inject
    Members door;

    @Inject
    Tokens tokens;

    @Inject
    Directory directory;

    private final TestMembers members = TestMembers.here();

    @Test
    void aReaderReadsAndAWriterWrites() {
        String ivory = members.collection();
        Caller reader = caller(members.member(Trust.STANDARD, ivory, Access.READ));
        Caller writer = caller(members.member(Trust.STANDARD, ivory, Access.WRITE));
        Caller both = caller(members.member(Trust.STANDARD, ivory, Access.READ_WRITE));
        assertEquals(ivory, door.readable(reader, ivory).slug());
        assertEquals(ivory, door.writable(writer, ivory).slug());
        assertEquals(door.readable(both, ivory), door.writable(both, ivory));
        assertEquals(
                Problem.FORBIDDEN, problem(() -> door.writable(reader, ivory)).problem());
        assertEquals(
                Problem.FORBIDDEN, problem(() -> door.readable(writer, ivory)).problem());
    }

    @Test
    void whatACallerMayNotKnowOfAnswersAsWhatDoesNotExist() {
        String ivory = members.collection();
        String timber = members.collection();
        ApiClient shop = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
        members.grant(timber, shop.member(), Access.READ_WRITE);
        Caller limited = caller(members.client(shop.member(), List.of(timber), Scope.FEED_READ));
        Caller stranger = caller(members.client(members.member(Trust.STANDARD), List.of(), Scope.FEED_READ));
        Set<String> answers = new HashSet<>();
        for (ProblemException answer : List.of(
                problem(() -> door.readable(limited, ivory)),
                problem(() -> door.writable(limited, ivory)),
                problem(() -> door.readable(stranger, ivory)),
                problem(() -> door.readable(stranger, "no-such")),
                problem(() -> door.readable(stranger, "\u0000")),
                problem(() -> door.collection(
                        stranger, door.readable(caller(shop), ivory).id())),
                problem(() -> door.collection(stranger, -1)))) {
            answers.add(answer.problem() + answer.detail() + answer.errors() + answer.headers());
        }
        assertEquals(1, answers.size(), answers.toString());
        assertEquals(List.of(timber), slugs(limited));
        assertEquals(List.of(), slugs(stranger));
    }

    @Test
    void theCoalitionReadsEveryCollectionAndWritesToNone() {
        String ivory = members.collection();
        Caller staff = caller(members.staff());
        assertEquals(Access.READ, door.readable(staff, ivory).access());
        assertEquals(
                Problem.FORBIDDEN, problem(() -> door.writable(staff, ivory)).problem());
        assertTrue(slugs(staff).contains(ivory));
    }

    @Test
    void aMembersTrustIsKnownToItselfAndToStaff() {
        ApiClient shop = members.client(members.member(Trust.TRUSTED), List.of(), Scope.FEED_READ);
        Caller itself = caller(shop);
        Caller rival = caller(members.client(members.member(Trust.TRUSTED), List.of(), Scope.FEED_READ));
        assertEquals(Trust.TRUSTED, door.trust(itself, itself.memberId()));
        assertEquals(Trust.TRUSTED, door.trust(caller(members.staff()), itself.memberId()));
        assertEquals(
                shop.member(),
                door.member(Caller.system("test"), itself.memberId()).slug());
        assertEquals(
                Problem.NOT_FOUND,
                problem(() -> door.trust(rival, itself.memberId())).problem());
        assertEquals(
                Problem.NOT_FOUND,
                problem(() -> door.member(rival, itself.memberId())).problem());
    }

    private List<String> slugs(Caller caller) {
        return door.collections(caller).stream().map(CollectionRef::slug).toList();
    }

    private Caller caller(ApiClient client) {
        AccessToken token = tokens.verify(client.token());
        Session session = token == null ? null : directory.current().session(token, Instant.now());
        if (session == null) {
            throw new AssertionError(client.clientId() + " has no session");
        }
        return session.caller();
    }

    private static ProblemException problem(Executable call) {
        return assertThrows(ProblemException.class, call);
    }
}
