package org.alarmcall.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alarmcall.member.DirectorySnapshot.ClientRow;
import org.alarmcall.member.DirectorySnapshot.CollectionRow;
import org.alarmcall.member.DirectorySnapshot.MemberRow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DirectorySnapshotTest {

    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final CollectionRow IVORY = new CollectionRow(7, "ivory", "Ivory", "AMBER");

    @Test
    void aTokenOfAnActiveMembersClientIsASession() {
        Session session = directory(true, null, Set.of()).session(token(), NOW);
        assertNotNull(session);
        assertEquals("shop", session.caller().memberSlug());
        assertEquals(Set.of(Scope.FEED_READ), session.caller().scopes());
    }

    @Test
    void aSuspensionARevocationAnExpiryAndARemovalEndIt() {
        Session session = directory(true, null, Set.of()).session(token(), NOW);
        assertNotNull(session);
        for (DirectorySnapshot later : List.of(
                directory(false, null, Set.of()),
                directory(true, NOW, Set.of()),
                directory(true, null, Set.of("token-1")),
                DirectorySnapshot.of(2, List.of(), List.of(), List.of(), Map.of(), List.of(), Set.of()))) {
            assertNull(later.session(token(), NOW));
            assertFalse(later.stillValid(session, NOW));
        }
        DirectorySnapshot same = directory(true, null, Set.of());
        assertTrue(same.stillValid(session, NOW));
        assertFalse(same.stillValid(session, session.expiresAt()));
    }

    @Test
    void aMemberMayWhatItWasGranted() {
        DirectorySnapshot directory = directory(true, null, Set.of());
        assertEquals(Access.WRITE, directory.access(caller(1, false, null), IVORY));
        assertNull(directory.access(caller(2, false, null), IVORY));
    }

    @Test
    void aLimitedClientSeesNothingElse() {
        DirectorySnapshot directory = directory(true, null, Set.of());
        assertEquals(Access.WRITE, directory.access(caller(1, false, Set.of("ivory")), IVORY));
        assertNull(directory.access(caller(1, false, Set.of("timber")), IVORY));
        assertNull(directory.access(caller(3, true, Set.of("timber")), IVORY));
    }

    @Test
    void theCoalitionReadsEveryCollectionAndWritesWhereItWasGranted() {
        DirectorySnapshot directory = directory(true, null, Set.of());
        assertEquals(Access.READ, directory.access(caller(2, true, null), IVORY));
        assertEquals(Access.READ_WRITE, directory.access(caller(1, true, null), IVORY));
    }

    private static Caller caller(int member, boolean coalition, @Nullable Set<String> collections) {
        return new Caller(member, "m", "c", coalition, Set.of(Scope.FEED_READ), collections);
    }

    private static AccessToken token() {
        return new AccessToken("token-1", "shop-1", "shop", Set.of(Scope.FEED_READ), null, NOW.plusSeconds(900), 1);
    }

    private static DirectorySnapshot directory(boolean active, @Nullable Instant expiresAt, Set<String> revoked) {
        return DirectorySnapshot.of(
                1,
                List.of(new MemberRow(1, "shop", "Shop", "ecommerce", active, Trust.STANDARD, false, NOW)),
                List.of(new ClientRow("shop-1", 1, Set.of(Scope.FEED_READ), null, new byte[48], null, null, expiresAt)),
                List.of(IVORY),
                Map.of(7, Map.of(1, Access.WRITE)),
                List.of(),
                revoked);
    }
}
