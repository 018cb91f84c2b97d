package org.alarmcall.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.testing.TestListings;
import org.alarmcall.testing.TestPictures;
import org.junit.jupiter.api.Test;

class QueueFamilyBookTest {

    private final QueueFamilyBook book = new QueueFamilyBook(new PendingCodes());

    private UUID place(String... pdqs) {
        UUID listing = UUID.randomUUID();
        book.place(
                listing,
                List.of(pdqs).stream()
                        .map(pdq -> Fingerprint.parse(FingerprintType.IMAGE_PDQ, pdq))
                        .toList(),
                listing);
        return listing;
    }

    private UUID family(UUID listing) {
        return Objects.requireNonNull(book.joined().get(listing));
    }

    @Test
    void whoIsNearToTheFounderJoinsAndWhoIsNearToAJoinerOnlyFounds() {
        String picture = TestPictures.pdq();
        UUID founder = place(picture);
        UUID joins = place(flip(picture, 31));
        UUID founds = place(flip(picture, 62));
        assertEquals(founder, family(founder));
        assertEquals(founder, family(joins));
        assertEquals(founds, family(founds));
    }

    @Test
    void theNearestOfTwoFamiliesTakesIt() {
        String picture = TestPictures.pdq();
        UUID founder = place(picture);
        UUID other = place(flip(picture, 40));
        assertEquals(other, family(other));
        assertEquals(other, family(place(flip(picture, 30))), "30 from one, 10 from the other");
        assertEquals(founder, family(place(flip(picture, 15))), "15 from one, 25 from the other");
    }

    private static String flip(String pdq, int number) {
        BigInteger bits = new BigInteger(pdq, 16);
        for (int i = 0; i < number; i++) {
            bits = bits.flipBit(i);
        }
        return String.format("%064x", bits);
    }

    @Test
    void anyPictureOfTheFounderCounts() {
        String one = TestPictures.pdq();
        String two = TestPictures.pdq();
        UUID founder = place(one, two);
        assertEquals(founder, family(place(TestPictures.pdq(), two)));
    }

    @Test
    void whoShowsNothingToCompareIsAlone() {
        Fingerprint md5 = Fingerprint.parse(FingerprintType.IMAGE_MD5, TestListings.md5());
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        book.place(one, List.of(md5), one);
        book.place(other, List.of(md5), other);
        assertEquals(Map.of(one, List.of(), other, List.of()), book.founded());
        assertNotEquals(family(one), family(other));
    }
}
