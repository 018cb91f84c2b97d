package org.alarmcall.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FamilyBookTest {

    private final FamilyBook book = new FamilyBook(counter());
    private final List<Kin> live = new ArrayList<>();

    @Test
    void anIndicatorWithoutANeighbourIsInNoFamily() {
        Kin lone = enter(1, bits());
        assertNull(book.familyOf(lone));
        assertTrue(book.changedFamilies().isEmpty());
    }

    @Test
    void twoNeighboursFoundAFamilyAndTheSmallerIdIsItsMedoid() {
        Kin second = enter(2, bits());
        Kin first = enter(1, bits(0, 31));
        assertEquals(book.familyOf(first), book.familyOf(second));
        assertEquals(first, family(first).medoid());
        assertEquals(2, family(first).size());
    }

    @Test
    void whoIsOneBitTooFarIsInNoFamily() {
        enter(1, bits());
        assertNull(book.familyOf(enter(2, bits(0, 32))));
    }

    @Test
    void aNewcomerJoinsTheNearestOfSeveralMedoids() {
        Kin left = enter(1, bits());
        enter(2, bits(0, 2));
        Kin right = enter(3, bits(0, 50));
        enter(4, bits(0, 52));
        assertNotEquals(family(left), family(right));
        assertEquals(family(right), family(enter(5, bits(0, 28))));
        assertEquals(family(left), family(enter(6, bits(0, 20))));
    }

    @Test
    void aFamilyChoosesAnotherMedoidToTakeInTheEndOfAChain() {
        Kin a = enter(1, bits());
        Kin b = enter(2, bits(0, 20));
        Kin c = enter(3, bits(0, 40));
        assertEquals(family(a), family(c));
        assertEquals(b, family(c).medoid());
    }

    @Test
    void whoMakesAChainTooLongFoundsAFamilyWithTheNextOne() {
        Kin a = enter(1, bits());
        enter(2, bits(0, 20));
        enter(3, bits(0, 40));
        Kin d = enter(4, bits(0, 60));
        assertNull(book.familyOf(d), "no medoid is near to both ends");
        Kin e = enter(5, bits(0, 75));
        assertEquals(family(d), family(e));
        assertNotEquals(family(a), family(d));
    }

    @Test
    void theLastOfAFamilyKeepsIt() {
        Kin a = enter(1, bits());
        Kin b = enter(2, bits(0, 3));
        Family family = family(a);
        leave(a);
        assertEquals(family, book.familyOf(b));
        assertEquals(b, family.medoid());
        leave(b);
        assertEquals(0, family.size());
        assertEquals(List.of(family), book.changedFamilies());
    }

    @Test
    void whoIsTooFarFromTheNextMedoidStaysUntilLookedAtAgain() {
        Kin a = enter(1, bits(0, 20));
        Kin left = enter(2, bits());
        enter(3, bits(0, 2));
        Kin right = enter(4, bits(0, 40));
        Family family = family(a);
        assertEquals(a, family.medoid());

        leave(a);

        assertEquals(List.of(right), book.takeDue());
        assertEquals(family, book.familyOf(right));
        look(right);
        assertNull(book.familyOf(right));
        assertEquals(2, family.size());
        assertEquals(family, book.familyOf(left));
    }

    @Test
    void whoLeavesAndComesBackInABatchHasNotChanged() {
        Kin a = kin(1, bits());
        Kin b = kin(2, bits(0, 3));
        UUID family = new UUID(7, 7);
        book.know(family, a, 2);
        book.knowAll(family, List.of(a, b));
        book.leave(List.of(b));
        book.look(b, List.of(a));
        assertTrue(book.joined().isEmpty());
        assertTrue(book.left().isEmpty());
    }

    @Test
    void withoutTheMembersOfTheFamilyNextToItAnIndicatorIsPutOff() {
        Kin a = kin(1, bits());
        Kin b = kin(2, bits(0, 20));
        UUID family = new UUID(7, 7);
        book.know(family, a, 2);
        book.know(family, b);
        Kin c = kin(3, bits(0, 40));
        book.look(c, List.of(b));
        assertEquals(List.of(c), book.takeDue());
        assertNull(book.familyOf(c));
    }

    @Test
    void theOtherEndOfAChainIsLookedAtAgainWhenItsMiddleCame() {
        Kin a = enter(1, bits());
        Kin c = enter(2, bits(0, 50));
        Kin b = enter(3, bits(0, 24));
        assertEquals(family(a), family(b));
        assertEquals(List.of(c), book.takeDue());
        look(c);
        assertEquals(family(a), family(c));
        assertEquals(b, family(c).medoid());
    }

    @Test
    void aLargeFamilyTakesNewcomersByItsMedoidOnly() {
        Random random = new Random(5);
        Kin first = enter(1, bits());
        for (int i = 2; i <= Family.SMALL; i++) {
            enter(i, flipped(random, bits(), 3));
        }
        assertEquals(Family.SMALL, family(first).size());
        Kin medoid = family(first).medoid();
        Kin outside = enter(900, far(medoid, 33));
        assertNull(book.familyOf(outside));
        assertEquals(medoid, family(first).medoid());
        assertEquals(family(first), family(enter(901, far(medoid, 30))));
    }

    @Test
    void aFullFamilyTakesInNobody() {
        Kin medoid = kin(1, bits());
        UUID family = new UUID(7, 7);
        book.know(family, medoid, Family.MAX_SIZE);
        book.know(family, medoid);
        Kin one = kin(2, bits(0, 3));
        Kin other = kin(3, bits(0, 4));
        book.look(one, List.of(medoid, other));
        assertEquals(book.familyOf(one), book.familyOf(other));
        assertNotEquals(book.familyOf(one), book.familyOf(medoid));
    }

    @Test
    void theMedoidOfALargeFamilyIsFoundAmongThoseNearTheFormerOne() {
        Random random = new Random(6);
        Kin former = kin(1, bits());
        List<Kin> members = IntStream.range(2, 3 + Family.MAX_SIZE)
                .mapToObj(i -> kin(i, flipped(random, bits(), random.nextInt(30))))
                .toList();
        Kin next = Medoids.successor(members, former);
        assertTrue(next.distance(former) <= 2, "distance " + next.distance(former));
    }

    /** Three clouds that touch, so that families compete, split and run empty; compared after every step. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void doesWhatTheModelDoes(int seed) {
        Random random = new Random(seed);
        FamilyModel model = new FamilyModel(counter());
        List<byte[]> centres = List.of(bits(), bits(0, 35), bits(20, 70));
        for (int step = 0; step < 400; step++) {
            if (live.size() < 60 && (live.size() < 5 || random.nextInt(100) < 55)) {
                byte[] centre = centres.get(random.nextInt(centres.size()));
                Kin kin = kin(random.nextInt(1 << 20), flipped(random, centre, random.nextInt(24)));
                if (live.contains(kin)) {
                    continue;
                }
                live.add(kin);
                look(kin);
                drainDue();
                model.enter(kin);
            } else {
                Kin kin = live.get(random.nextInt(live.size()));
                leave(kin);
                drainDue();
                model.leave(kin);
            }
            compare(model, step);
        }
    }

    private void compare(FamilyModel model, int step) {
        Map<UUID, Integer> sizes = new HashMap<>();
        for (Kin kin : live) {
            Family family = book.familyOf(kin);
            assertEquals(model.familyOf(kin), family == null ? null : family.id(), "step " + step + ", " + kin);
            if (family != null) {
                sizes.merge(family.id(), 1, Integer::sum);
                assertTrue(kin.isNear(family.medoid()), "step " + step + ": " + kin + " is near its medoid");
            } else {
                assertTrue(
                        neighbours(kin).stream().allMatch(near -> book.familyOf(near) != null),
                        "step " + step + ": no two that are near are both in no family");
            }
        }
        Map<UUID, Kin> medoids = new HashMap<>();
        book.changedFamilies().stream().filter(family -> family.size() > 0).forEach(family -> {
            medoids.put(family.id(), family.medoid());
            assertEquals(sizes.get(family.id()), family.size(), "step " + step);
        });
        assertEquals(model.medoids(), medoids, "step " + step);
    }

    private void drainDue() {
        for (List<Kin> due = book.takeDue(); !due.isEmpty(); due = book.takeDue()) {
            due.stream().filter(book::isToBePlaced).forEach(this::look);
        }
    }

    private Kin enter(int id, byte[] value) {
        Kin kin = kin(id, value);
        live.add(kin);
        look(kin);
        return kin;
    }

    private void leave(Kin kin) {
        live.remove(kin);
        book.leave(List.of(kin));
    }

    private void look(Kin kin) {
        book.look(kin, neighbours(kin));
    }

    private List<Kin> neighbours(Kin kin) {
        return live.stream()
                .filter(other -> !other.equals(kin) && other.isNear(kin))
                .sorted(Comparator.comparingInt(kin::distance).thenComparing(Kin::id))
                .toList();
    }

    private Family family(Kin kin) {
        Family family = book.familyOf(kin);
        if (family == null) {
            throw new AssertionError(kin + " is in no family");
        }
        return family;
    }

    private static Kin kin(int id, byte[] value) {
        return new Kin(new UUID(0, id), Fingerprint.of(FingerprintType.IMAGE_PDQ, value));
    }

    /** A value that has none but these bits. */
    private static byte[] bits() {
        return new byte[32];
    }

    private static byte[] bits(int from, int to) {
        byte[] value = new byte[32];
        for (int bit = from; bit < to; bit++) {
            value[bit / 8] |= (byte) (1 << bit % 8);
        }
        return value;
    }

    private static byte[] flipped(Random random, byte[] value, int times) {
        byte[] changed = value.clone();
        for (int i = 0; i < times; i++) {
            int bit = random.nextInt(256);
            changed[bit / 8] ^= (byte) (1 << bit % 8);
        }
        return changed;
    }

    private static byte[] far(Kin from, int distance) {
        byte[] value = from.fingerprint().value().clone();
        for (int bit = 255; bit > 255 - distance; bit--) {
            value[bit / 8] ^= (byte) (1 << bit % 8);
        }
        return value;
    }

    private static Supplier<UUID> counter() {
        int[] next = {0};
        return () -> new UUID(1, next[0]++);
    }
}
