package org.alarmcall.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.alarmcall.feed.Holding.Passage;
import org.alarmcall.feed.Holding.Reader;
import org.alarmcall.feed.Holding.Withdrawal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who held a subject that came in at 10 and was withdrawn at 20, at second 100; and what that makes of its member. */
class ReceiptTest {

    private static final Withdrawal WITHDRAWAL = new Withdrawal(20, at(100), 10);

    @Test
    void whoWasGivenItAndNotItsWithdrawalHoldsItSinceThen() {
        assertEquals(held(100), holding(reader(15, 50, 15, 15, 50), null));
        assertEquals(held(100), holding(reader(10, 50, 10, 10, 50), null));
        assertEquals(held(100), holding(reader(0, 50, 19, 19, 50), null));
        assertEquals(held(300), holding(reader(15, 300, 15, 15, 300), null), "given it after it was withdrawn");
    }

    @Test
    void whoEndsBeforeItOrBeginsBehindItNeverHeldIt() {
        assertNull(holding(reader(9, 50, 9, 9, 50), null));
        assertNull(holding(reader(20, 50, 20, 20, 50), null), "before there were receipts");
        assertNull(holding(reader(30, 200, 30, 30, 200), new Passage(0, at(50), at(200))), "both in one answer");
        assertNull(holding(reader(30, 200, 30, 30, 200), new Passage(9, at(50), at(200))));
    }

    @Test
    void whoWasGivenTheWithdrawalIsPastItWhenItSaysSo() {
        assertEquals(held(100), holding(reader(15, 50, 30, 30, 200), new Passage(15, at(50), null)));
        assertEquals(passed(100, 230), holding(reader(30, 230, 30, 30, 200), new Passage(15, at(50), at(230))));
        assertEquals(
                passed(180, 230),
                holding(reader(30, 230, 30, 30, 200), new Passage(15, at(180), at(230))),
                "given it after it was withdrawn");
    }

    @Test
    void whoGoesBackHoldsItAgainFromWhereItComesInAndUntilItIsPastIt() {
        Passage first = new Passage(15, at(50), at(230));
        assertEquals(passed(100, 230), holding(reader(0, 500, 9, 30, 200), first), "it does not have it yet");
        assertEquals(held(500), holding(reader(0, 500, 12, 30, 200), first));
        assertEquals(held(510), holding(reader(12, 510, 25, 30, 200), first));
        assertEquals(passed(100, 230), holding(reader(25, 520, 25, 30, 200), first), "the first time counts");
        assertEquals(held(500), holding(reader(12, 500, 12, 30, 200), new Passage(0, at(50), at(200))));
    }

    @Test
    void whoGoesBackBeforeItSaidSoHoldsItUntilItSaysSo() {
        Passage unsaid = new Passage(15, at(50), null);
        assertEquals(held(100), holding(reader(0, 500, 9, 30, 200), unsaid));
        assertEquals(held(100), holding(reader(12, 510, 24, 30, 200), unsaid));
        assertEquals(
                passed(100, 520), holding(reader(24, 520, 28, 30, 200), unsaid), "in other steps than the first time");
    }

    @Test
    void aMemberIsPastItWhenTheLastOfItsClientsIs() {
        assertEquals(
                new Receipt(Receipt.State.HELD, null, seconds(400), List.of("b")),
                receipt(Set.of("a", "b"), of("a", 100, 150L), of("b", 100, null)));
        assertEquals(
                new Receipt(Receipt.State.PASSED, at(450), seconds(350), List.of()),
                receipt(Set.of("a", "b"), of("a", 100, 450L), of("b", 400, 440L)));
        assertEquals(
                new Receipt(Receipt.State.HELD, null, seconds(400), List.of("a", "b")),
                receipt(Set.of("a", "b"), of("b", 100, null), of("a", 400, null)));
    }

    @Test
    void aClientThatIsGoneCountsWhenItHadSaidSo() {
        assertNull(receipt(Set.of(), of("a", 100, null)));
        assertEquals(
                new Receipt(Receipt.State.PASSED, at(150), seconds(50), List.of()),
                receipt(Set.of("b"), of("a", 100, null), of("b", 100, 150L)));
        assertEquals(
                new Receipt(Receipt.State.PASSED, at(150), seconds(50), List.of()),
                receipt(Set.of(), of("a", 100, 150L)));
    }

    @Test
    void itIsLateWhenOneHoldsItForLongerThanItMay() {
        assertEquals(Receipt.State.HELD, state(receipt(Set.of("a"), of("a", 0, null))));
        assertEquals(Receipt.State.LATE, state(receipt(Set.of("a"), of("a", -1, null))));
        assertEquals(Receipt.State.LATE, state(receipt(Set.of("a", "b"), of("a", 400, null), of("b", -1, null))));
        assertEquals(Receipt.State.PASSED, state(receipt(Set.of("a"), of("a", -600, 450L))), "too late, but past it");
    }

    @Test
    void clocksThatDifferMakeNoTimeNegative() {
        assertEquals(
                new Receipt(Receipt.State.PASSED, at(99), Duration.ZERO, List.of()),
                receipt(Set.of("a"), of("a", 100, 99L)));
    }

    @Test
    void percentilesAreTimesThatWereMeasured() {
        assertEquals(new TimeToPurge(null, null, 0), purge());
        assertEquals(new TimeToPurge(7.0, 7.0, 1), purge(7_000));
        assertEquals(new TimeToPurge(1.0, 2.5, 2), purge(2_500, 1_000));
        assertEquals(new TimeToPurge(3.0, 5.0, 5), purge(5_000, 1_000, 4_000, 2_000, 3_000));
        long[] hundred = new long[100];
        Arrays.setAll(hundred, index -> (100 - index) * 1_000L);
        assertEquals(new TimeToPurge(50.0, 95.0, 100), purge(hundred));
    }

    private static TimeToPurge purge(long... millis) {
        return TimeToPurge.of(Arrays.stream(millis).mapToObj(Duration::ofMillis).toList());
    }

    /** At second 500; what is held for more than 500 seconds is late. */
    private static @Nullable Receipt receipt(Set<String> readers, Holding... holdings) {
        return Receipt.of(List.of(holdings), readers, at(500), seconds(500));
    }

    private static Receipt.@Nullable State state(@Nullable Receipt receipt) {
        return receipt == null ? null : receipt.state();
    }

    private static @Nullable Holding holding(Reader reader, @Nullable Passage passage) {
        return Holding.of(WITHDRAWAL, reader, passage);
    }

    private static Reader reader(long position, long positionAt, long given, long served, long servedAt) {
        return new Reader("a", 1, position, at(positionAt), given, served, at(servedAt));
    }

    private static Holding held(long since) {
        return of("a", since, null);
    }

    private static Holding passed(long since, long passedAt) {
        return of("a", since, passedAt);
    }

    private static Holding of(String client, long since, @Nullable Long passedAt) {
        return new Holding(client, 1, at(since), passedAt == null ? null : at(passedAt));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }
}
