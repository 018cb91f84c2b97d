package org.alarmcall.fingerprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlshTest {

    /** The two short texts of the TLSH project's own tests. */
    @Test
    void digestsAreThoseOfTheTlshProject() {
        assertEquals(
                "T1F8A0220C0F8C0023CB880800CA33E88B8F0C022AB302C2008A030300300E8A00C83AAC",
                digest("bfghjdbkfdj376t4en, i7e2w 8o\tq22we ,9wq12q ,32qTE$#!#$%^I&*\n"));
        assertEquals(
                "T1C6A022A2E0008CC320C083A3E20AA888022A00000A0AB0088828022A0008A00022F22A",
                digest("'Type \"copyright\", \"credits\" or \"license\" for more information.\u2019\n"));
    }

    /** Digests and distances of the TLSH project's own tests. */
    @ParameterizedTest
    @CsvSource({
        "T11FA1B357F78913B236924271569EA6D1FB2C451C33668484552C812D33138B8C73FFCE,"
                + "T145D18407A78523B35A030267671FA2C2F725402973629B25545EB43C3356679477F7FC, 150",
        "T11FA1B357F78913B236924271569EA6D1FB2C451C33668484552C812D33138B8C73FFCE,"
                + "T135214031F3C6AEA059EB1ABA870E8C4758D70024C63224B5D4C89354E46315D26BF736, 382",
        "T11FA1B357F78913B236924271569EA6D1FB2C451C33668484552C812D33138B8C73FFCE,"
                + "T111A1A52753E603564767032A699EB2D3B325813C6150C964306C6BAD37829B483BF9EA, 113",
        "T145D18407A78523B35A030267671FA2C2F725402973629B25545EB43C3356679477F7FC,"
                + "T1C8E1E8277B98A6255FA70063B70FBAE1F6618229332C9438084FB331178ADEE53B41D5, 213",
        "T1C8E1E8277B98A6255FA70063B70FBAE1F6618229332C9438084FB331178ADEE53B41D5,"
                + "T135214031F3C6AEA059EB1ABA870E8C4758D70024C63224B5D4C89354E46315D26BF736, 472"
    })
    void distancesAreThoseOfTheTlshProject(String one, String other, int distance) {
        assertEquals(distance, Tlsh.distance(parse(one), parse(other)));
        assertEquals(distance, Tlsh.distance(parse(other), parse(one)));
        assertEquals(0, Tlsh.distance(parse(one), parse(one)));
    }

    @Test
    void allPairsAtOnceGiveWhatPairByPairGives() {
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            long one = random.nextLong();
            long other = random.nextLong();
            int sum = 0;
            for (int pair = 0; pair < 64; pair += 2) {
                int difference = (int) Math.abs((one >>> pair & 3) - (other >>> pair & 3));
                sum += difference == 3 ? 6 : difference;
            }
            assertEquals(sum, Tlsh.bodyDistance(one, other));
        }
    }

    @Test
    void lengthsAndRatiosLieOnACircle() {
        for (int a = 0; a < 256; a++) {
            for (int b = 0; b < 256; b++) {
                int apart = Math.min(Math.abs(a - b), 256 - Math.abs(a - b));
                assertEquals(apart <= 1 ? apart : 12 * apart, Tlsh.headDistance(a << 8, b << 8));
            }
        }
        assertEquals(1, Tlsh.headDistance(0x0f, 0x00));
        assertEquals(7 * 12, Tlsh.headDistance(0x80, 0x00));
        assertEquals(1, Tlsh.headDistance(0x010000, 0x020000));
    }

    @Test
    void aTextThatIsShortOrDullHasNoDigest() {
        assertNull(Tlsh.of("too short for a digest".getBytes(StandardCharsets.UTF_8)));
        assertNull(Tlsh.of(new byte[0]));
        assertNull(Tlsh.of(new byte[10_000]));
        assertNull(Tlsh.of("abcde".repeat(200).getBytes(StandardCharsets.UTF_8)));
        byte[] random = new byte[Tlsh.MIN_BYTES];
        new Random(1).nextBytes(random);
        assertNotNull(Tlsh.of(random));
    }

    @Test
    void aLongTextThatWasRewordedIsNearAndAnotherIsFar() {
        String text = text("carved bangle from an old family estate with fine lines that you can see in each picture");
        Fingerprint original = NormalizedText.of(text).tlsh();
        Fingerprint reworded = NormalizedText.of(
                        text.replaceFirst("bangle", "bracelet") + " Kindly ask for more pictures!")
                .tlsh();
        Fingerprint other = NormalizedText.of(
                        text("women's running shoes size 38 worn twice by me, blue and grey laces"))
                .tlsh();
        assertNotNull(original);
        assertNotNull(reworded);
        assertNotNull(other);
        assertTrue(Tlsh.distance(original, reworded) <= 30, "distance " + Tlsh.distance(original, reworded));
        assertTrue(Tlsh.distance(original, other) > 70, "distance " + Tlsh.distance(original, other));
    }

    /** 500 words. */
    private static String text(String vocabulary) {
        String[] words = vocabulary.split(" ");
        return new Random(5)
                .ints(500, 0, words.length)
                .mapToObj(word -> words[word])
                .collect(Collectors.joining(" "));
    }

    private static String digest(String text) {
        Fingerprint digest = Tlsh.of(text.getBytes(StandardCharsets.UTF_8));
        assertNotNull(digest);
        return digest.canonical();
    }

    private static Fingerprint parse(String text) {
        return Fingerprint.parse(FingerprintType.TEXT_TLSH, text);
    }
}
