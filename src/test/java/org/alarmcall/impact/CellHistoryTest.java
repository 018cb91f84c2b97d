package org.alarmcall.impact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.alarmcall.impact.CellHistory.Version;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CellHistoryTest {

    private static final int MEMBERS = 3;

    private final List<List<Contribution>> versions = new ArrayList<>();
    private @Nullable HoursLive hoursLive;

    @Test
    void twoMembersAreNotShown() {
        assertNull(next(part(1, 10, 5), part(2, 20, 7)));
    }

    @Test
    void aMemberThatLookedAtNothingIsNone() {
        assertNull(next(part(1, 10, 5), part(2, 20, 7), part(3, 0, 0)));
    }

    @Test
    void threeMembersAre() {
        Version first = publish(part(1, 10, 5), part(2, 20, 7), part(3, 30, 1));
        assertEquals(1, first.number());
        assertEquals(new Counts(60, 13, 0, 0, 0, 0, 0, 0), first.sums());
    }

    @Test
    void aFourthAloneChangesNothingAndWithTwoMoreItDoes() {
        publish(part(1, 10, 5), part(2, 20, 7), part(3, 30, 1));
        assertNull(next(part(1, 10, 5), part(2, 20, 7), part(3, 30, 1), part(4, 1, 1)));
        assertNull(next(part(1, 10, 5), part(2, 20, 7), part(3, 30, 1), part(4, 1, 1), part(5, 1, 1)));
        Version second =
                publish(part(1, 10, 5), part(2, 20, 7), part(3, 30, 1), part(4, 1, 1), part(5, 1, 1), part(6, 1, 1));
        assertEquals(63, second.sums().scanned());
    }

    @Test
    void eachMeasureNeedsThreeOfItsOwn() {
        publish(part(1, 10, 5), part(2, 20, 7), part(3, 30, 1));
        assertNull(next(part(1, 11, 5), part(2, 21, 7), part(3, 31, 2)), "matched is changed by one member only");
        Version second = publish(part(1, 11, 5), part(2, 21, 7), part(3, 31, 1));
        assertEquals(new Counts(63, 13, 0, 0, 0, 0, 0, 0), second.sums());
    }

    @Test
    void whatWasPublishedOnceIsNotNewAgain() {
        publish(part(1, 10, 5), part(2, 20, 5), part(3, 30, 5));
        publish(part(1, 11, 5), part(2, 21, 5), part(3, 31, 5));
        assertNull(next(part(1, 10, 5), part(2, 20, 5), part(3, 30, 5)));
        assertNull(next(part(1, 12, 5), part(2, 22, 5), part(3, 30, 5)));
        assertNotNull(next(part(1, 12, 5), part(2, 22, 5), part(3, 32, 5)));
    }

    @Test
    void leavingDoesNotChangeWhatWasPublished() {
        publish(part(1, 10, 5), part(2, 20, 7), part(3, 30, 1), part(4, 40, 4));
        assertNull(next(part(1, 10, 5), part(2, 20, 7), part(3, 30, 1)));
        assertNull(next());
    }

    @Test
    void whoCameAloneDoesNotKeepBackWhatTheOthersCorrect() {
        publish(part(1, 10, 5), part(2, 20, 7), part(3, 30, 1));
        Version second = publish(part(1, 11, 5), part(2, 21, 7), part(3, 31, 1), part(4, 1_000, 0));
        assertEquals(new Counts(63, 13, 0, 0, 0, 0, 0, 0), second.sums());
        assertEquals(3, second.contributions().size());
    }

    @Test
    void whoLeftStaysAsPublishedWhenTheOthersCorrect() {
        publish(part(1, 10, 5), part(2, 20, 7), part(3, 30, 1), part(4, 40, 4));
        Version second = publish(part(1, 11, 5), part(2, 21, 7), part(3, 31, 1));
        assertEquals(103, second.sums().scanned());
    }

    @Test
    void nothingChangedIsNoVersion() {
        publish(part(1, 10, 5), part(2, 20, 7), part(3, 30, 1));
        assertNull(next(part(1, 10, 5), part(2, 20, 7), part(3, 30, 1)));
    }

    @Test
    void theMedianNeedsThreeMembersAndIsARange() {
        Version first = publish(part(1, 10, 5, 2.0), part(2, 20, 7, 30.0), part(3, 30, 1));
        assertNull(first.hoursLive());
        Version second = publish(part(1, 11, 5, 2.0), part(2, 21, 7, 30.0), part(3, 31, 1, 7.0));
        assertEquals(new HoursLive(6, 24), second.hoursLive());
        Version third = publish(part(1, 12, 5, 800.0), part(2, 22, 7, 900.0), part(3, 32, 1, 7.0));
        assertEquals(new HoursLive(6, 24), third.hoursLive(), "two new ones are too few; it stays as it was");
        Version fourth = publish(part(1, 13, 5, 800.0), part(2, 23, 7, 900.0), part(3, 33, 1, 1000.0));
        assertEquals(new HoursLive(720, null), fourth.hoursLive());
    }

    @Test
    void aCellStopsAfterManyVersions() {
        for (int i = 1; i <= CellHistory.MAX_VERSIONS; i++) {
            publish(part(1, i, 0), part(2, i, 0), part(3, i, 0));
        }
        assertNull(next(part(1, 1_000, 0), part(2, 1_000, 0), part(3, 1_000, 0)));
    }

    @Test
    void theLowerOneOfTwoInTheMiddleIsTheMedian() {
        assertEquals(new HoursLive(1, 6), HoursLive.ofMedian(List.of(0.5, 1.0, 6.0, 7.0)));
        assertEquals(new HoursLive(0, 1), HoursLive.ofMedian(List.of(0.0, 0.999, 1.0)));
        IntStream.of(0, 1, 6, 24, 72, 168, 720)
                .forEach(start ->
                        assertEquals(HoursLive.startingAt(start), HoursLive.ofMedian(List.of((double) start))));
    }

    private @Nullable Version next(Contribution... ledger) {
        return new CellHistory(versions, hoursLive).next(Arrays.asList(ledger), MEMBERS);
    }

    private Version publish(Contribution... ledger) {
        Version next = next(ledger);
        assertNotNull(next);
        versions.add(next.contributions());
        hoursLive = next.hoursLive();
        return next;
    }

    private static Contribution part(int member, long scanned, long matched) {
        return new Contribution(member, new Counts(scanned, matched, 0, 0, 0, 0, 0, 0), null);
    }

    private static Contribution part(int member, long scanned, long matched, double median) {
        return new Contribution(member, new Counts(scanned, matched, 0, 0, 0, 0, 0, 0), median);
    }
}
