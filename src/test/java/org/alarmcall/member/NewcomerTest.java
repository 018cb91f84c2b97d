package org.alarmcall.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.alarmcall.member.Administration.NewcomerWanted;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.Test;

/** A member, its access and its client in one transaction. */
@QuarkusTest
class NewcomerTest {

    private static final Caller SYSTEM = Caller.system("test");

    @Inject
    Administration administration;

    @Inject
    Directory directory;

    @Inject
    EntityManager entities;

    private final TestMembers members = TestMembers.here();
    private final String slug = TestMembers.name("bazaar");

    @Test
    void itIsOneVersionOfTheDirectoryAndKnownWhenItIsDone() {
        String collection = members.collection();
        AtomicLong raised = new AtomicLong();
        NewClientView client = QuarkusTransaction.requiringNew().call(() -> {
            long before = version(" FOR UPDATE"); // from here on nobody else raises it
            NewClientView made = administration.welcome(SYSTEM, wanted(collection));
            raised.set(version("") - before);
            return made;
        });
        assertEquals(1, raised.get());
        assertTrue(directory.current().clients().containsKey(client.clientId()));
    }

    @Test
    void aTransactionThatFailedKeepsNoLaterOneFromRaisingIt() {
        assertThrows(
                ProblemException.class,
                () -> administration.welcome(SYSTEM, wanted(TestMembers.name("no-collection"))));
        assertTrue(directory.current().members().values().stream()
                .noneMatch(member -> member.slug().equals(slug)));
        NewClientView client = administration.welcome(SYSTEM, wanted(members.collection()));
        assertTrue(directory.current().clients().containsKey(client.clientId()));
    }

    private NewcomerWanted wanted(String collection) {
        return new NewcomerWanted(
                new NewMember(slug, "Bazaar", "ecommerce"),
                "trusted",
                Map.of(collection, "read-write"),
                new NewClient("Engineer", List.of("feed:read"), null, null));
    }

    private long version(String lock) {
        return ((Number) entities.createNativeQuery("SELECT version FROM directory_version" + lock)
                        .getSingleResult())
                .longValue();
    }
}
