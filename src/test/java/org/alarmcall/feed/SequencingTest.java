package org.alarmcall.feed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SequencingTest {

    private static final UUID A = new UUID(1, 1);
    private static final UUID B = new UUID(2, 2);
    private static final byte[] VALUE = {1, 2, 3};
    private static final Instant NOW = Instant.parse("2026-11-20T09:30:00Z");

    private final Sequencing sequencing = new Sequencing(7, Chain.zero(), NOW.minusSeconds(1), NOW);

    @Test
    void somethingNewIsAnUpsertAtTheNextPosition() {
        sequencing.add("indicator", List.of(A), List.of(state(A, Tier.REVIEWED, "{\"a\":1}")), Map.of());

        Entry entry = only();
        assertEquals(
                "{\"position\":8,\"op\":\"upsert\",\"at\":\"2026-11-20T09:30:00.000000Z\",\"kind\":\"indicator\","
                        + "\"indicator\":{\"a\":1}}",
                entry.payload());
        assertEquals(2, entry.tier());
        assertEquals(0, entry.tierBefore());
        assertNull(entry.leavePayload());
    }

    @Test
    void whatReadersHaveAlreadyIsNotToldAgain() {
        sequencing.add(
                "indicator",
                List.of(A),
                List.of(state(A, Tier.REVIEWED, "{\"a\":1}")),
                Map.of(A, live(Tier.REVIEWED, "{\"a\":1}")));

        assertEquals(List.of(), sequencing.entries());
        assertEquals(7, sequencing.position());
        assertArrayEquals(Chain.zero(), sequencing.chain());
    }

    @Test
    void whenItIsLookedAtAgainIsKeptWithoutAnEntry() {
        Instant soon = NOW.plusSeconds(60);
        FeedSource.State same = state(A, Tier.REVIEWED, "{\"a\":1}");
        FeedSource.State sooner = new FeedSource.State(
                B, "image_md5", VALUE, new byte[32], "{\"b\":1}", Tier.REVIEWED, null, soon, "{}", "other");
        sequencing.add(
                "indicator",
                List.of(A, B),
                List.of(same, sooner),
                Map.of(A, live(Tier.REVIEWED, "{\"a\":1}"), B, live(Tier.REVIEWED, "{\"b\":1}")));

        assertEquals(List.of(), sequencing.entries());
        assertEquals(List.of(new Sequencing.Rescheduled("indicator", B, soon)), sequencing.rescheduled());
    }

    @Test
    void aHigherTierIsAnUpsertForAll() {
        sequencing.add(
                "indicator",
                List.of(A),
                List.of(state(A, Tier.CORROBORATED, "{\"a\":2}")),
                Map.of(A, live(Tier.REVIEWED, "{\"a\":1}")));

        assertEquals(3, only().tier());
        assertEquals(2, only().tierBefore());
        assertNull(only().leavePayload());
    }

    @Test
    void aLowerTierIsAnUpsertBelowAndAWithdrawalAbove() {
        sequencing.add(
                "indicator",
                List.of(A),
                List.of(state(A, Tier.CANDIDATE, "{\"a\":2}")),
                Map.of(A, live(Tier.CORROBORATED, "{\"a\":1}")));

        assertTrue(only().payload().contains("\"op\":\"upsert\""));
        assertEquals(
                "{\"position\":8,\"op\":\"withdraw\",\"at\":\"2026-11-20T09:30:00.000000Z\",\"kind\":\"indicator\","
                        + "\"reason\":\"tier\",\"indicator\":{\"ref\":1}}",
                only().leavePayload());
    }

    @Test
    void whatIsNotToBeInTheFeedIsWithdrawnOnce() {
        FeedSource.State gone = state(A, null, null);
        sequencing.add(
                "indicator", List.of(A, B), List.of(gone, state(B, null, null)), Map.of(A, live(Tier.REVIEWED, "{}")));

        assertEquals(
                "{\"position\":8,\"op\":\"withdraw\",\"at\":\"2026-11-20T09:30:00.000000Z\",\"kind\":\"indicator\","
                        + "\"reason\":\"false_positive\",\"indicator\":{\"ref\":1}}",
                only().payload());
        assertEquals(0, only().tier());
        assertArrayEquals(VALUE, only().value());
    }

    @Test
    void aSubjectWithoutAStateIsGone() {
        sequencing.add("indicator", List.of(A), List.of(), Map.of(A, live(Tier.REVIEWED, "{}")));

        assertTrue(only().payload().endsWith("\"reason\":\"other\",\"indicator\":{\"id\":\"" + A + "\"}}"));
    }

    @Test
    void positionsAreDenseAndTimesRiseStrictlyThoughTheClockStandsBehindTheHead() {
        Sequencing late = new Sequencing(41, Chain.zero(), NOW.plusSeconds(5), NOW);
        late.add(
                "indicator",
                List.of(A, B),
                List.of(state(A, Tier.REVIEWED, "{}"), state(B, Tier.REVIEWED, "{}")),
                Map.of());

        assertEquals(
                List.of(42L, 43L), late.entries().stream().map(Entry::position).toList());
        assertEquals(
                List.of(Instant.parse("2026-11-20T09:30:05.000001Z"), Instant.parse("2026-11-20T09:30:05.000002Z")),
                late.entries().stream().map(Entry::at).toList());
    }

    @Test
    void theChainIsTheHashOfTheHashes() throws Exception {
        sequencing.add(
                "indicator",
                List.of(A, B),
                List.of(state(A, Tier.REVIEWED, "{}"), state(B, Tier.REVIEWED, "{}")),
                Map.of());

        byte[] chain = new byte[32];
        for (Entry entry : sequencing.entries()) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] hash = sha256.digest(entry.payload().getBytes(StandardCharsets.UTF_8));
            sha256.update(chain);
            chain = sha256.digest(hash);
            assertArrayEquals(chain, entry.chain());
        }
        assertArrayEquals(chain, sequencing.chain());
    }

    private Entry only() {
        assertEquals(1, sequencing.entries().size());
        return sequencing.entries().get(0);
    }

    private static FeedSource.State state(UUID id, @Nullable Tier tier, @Nullable String body) {
        return new FeedSource.State(
                id, "image_md5", VALUE, new byte[32], body, tier, null, null, "{\"ref\":1}", "false_positive");
    }

    private static Live live(Tier tier, String body) {
        return new Live(
                "image_md5",
                tier,
                VALUE,
                new byte[32],
                Chain.newSha256().digest(body.getBytes(StandardCharsets.UTF_8)),
                null);
    }
}
