package org.alarmcall.indicator;

import static org.alarmcall.testing.TestListings.listing;
import static org.alarmcall.testing.TestListings.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.alarmcall.member.Access;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who counts as a witness of an indicator that has near-duplicates. */
@QuarkusTest
class FamilyWitnessTest {

    private WitnessPlay play;

    @BeforeEach
    void start() {
        play = new WitnessPlay();
    }

    @Test
    void aNearDuplicateOfWhatAMemberPulledIsAnEchoAndOfWhatItDidNotPullIsNone() {
        ApiClient third = play.members.member(Trust.STANDARD, play.collection, Access.READ_WRITE);
        String pulled = picture();
        play.approve(picture(play.shop, "ad-1", pulled));
        play.copy.holds(pulled);
        play.pull(play.rival);
        String near = flipped(pulled, 8);
        picture(play.rival, "mine-1", near);
        play.approve(picture(third, "theirs-1", near));
        awaitInFamily(pulled, near);
        play.awaitSequenced();
        assertEquals(
                "reviewed 1",
                play.copy.holds(near).get("tier") + " " + play.copy.holds(near).get("reporters"));

        String later = picture();
        String nearLater = flipped(later, 8);
        picture(play.rival, "mine-2", nearLater);
        play.approve(picture(third, "theirs-2", nearLater));
        play.approve(picture(play.shop, "ad-2", later));
        awaitInFamily(later, nearLater);
        assertEquals(2, play.copy.holds(nearLater, "corroborated").get("reporters"));
    }

    @Test
    void aFamilyThatTurnsOutOlderMakesEchoesOfItsMembers() {
        ApiClient third = play.members.member(Trust.STANDARD, play.collection, Access.READ_WRITE);
        String middle = picture();
        String old = flipped(middle, 31);
        String one = flippedBackwards(middle, 20);
        play.approve(picture(play.shop, "ad-1", old));
        play.copy.holds(old);
        play.pull(play.rival);
        picture(play.rival, "mine-1", one);
        play.approve(picture(third, "theirs-1", one));
        assertEquals(2, play.copy.holds(one, "corroborated").get("reporters"));

        play.approve(picture(play.shop, "ad-2", middle));
        awaitInFamily(old, one, middle);
        assertEquals(1, play.copy.holds(one, "reviewed").get("reporters"));
    }

    private String picture(ApiClient member, String reference, String pdq) {
        Map<String, Object> listing = new LinkedHashMap<>(listing(reference));
        listing.put("indicators", List.of(Map.of("type", "image_pdq", "value", pdq, "quality", 100)));
        return submit(member, play.collection, listing).extract().path("results[0].listingId");
    }

    private static String picture() {
        byte[] hash = new byte[32];
        ThreadLocalRandom.current().nextBytes(hash);
        return HexFormat.of().formatHex(hash);
    }

    /** With so many bits flipped from its start on. */
    private static String flipped(String pdq, int bits) {
        byte[] hash = HexFormat.of().parseHex(pdq);
        IntStream.range(0, bits).forEach(bit -> hash[bit / 8] ^= (byte) (1 << bit % 8));
        return HexFormat.of().formatHex(hash);
    }

    /** With so many bits flipped from its end on. */
    private static String flippedBackwards(String pdq, int bits) {
        byte[] hash = HexFormat.of().parseHex(pdq);
        IntStream.range(0, bits).forEach(bit -> hash[31 - bit / 8] ^= (byte) (1 << bit % 8));
        return HexFormat.of().formatHex(hash);
    }

    private void awaitInFamily(String... values) {
        Await.until("they are in one family", Duration.ofSeconds(20), () -> {
            play.copy.pull(0);
            List<String> clusters = Stream.of(values)
                    .map(value -> String.valueOf(play.copy.holds(value).get("cluster")))
                    .distinct()
                    .toList();
            return clusters.size() == 1 && !clusters.get(0).equals("null");
        });
    }
}
