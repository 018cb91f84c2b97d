package org.alarmcall.lookup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.alarmcall.feed.LiveValues;
import org.alarmcall.feed.Tier;
import org.alarmcall.fingerprint.FingerprintType;
import org.junit.jupiter.api.Test;

class PrefixRangeTest {

    private final Random random = new Random(20261125);

    @Test
    void theBoundsAreTheFirstAndTheLastValueWithThePrefix() {
        PrefixRange range = PrefixRange.parse("image_md5", "ABCDE");
        assertArrayEquals(HexFormat.of().parseHex("abcde000000000000000000000000000"), range.first());
        assertArrayEquals(HexFormat.of().parseHex("abcdefffffffffffffffffffffffffff"), range.last());
    }

    @Test
    void theLengthOfAPaddedAnswerFollowsFromItsLinesAlone() {
        for (FingerprintType type : FingerprintType.values()) {
            PrefixRange range = PrefixRange.parse(type.wire(), "abcde");
            for (int count : new int[] {0, 1, 57, 99, 100, 101, 250}) {
                String text = padded(range, values(range, count));
                long lines = text.lines().count();
                assertEquals((count / 100 + 1) * 100L, lines);
                assertEquals(
                        lines * (type.wireLength() - PrefixRange.DIGITS - prefixOf(type) + 14),
                        text.length(),
                        type + " " + count);
                assertEquals(
                        count,
                        text.lines().filter(line -> !line.contains(":decoy")).count());
            }
        }
    }

    @Test
    void aDecoyLooksLikeAValueButForItsWord() {
        PrefixRange range = PrefixRange.parse("text_tlsh", "abcde");
        assertTrue(padded(range, values(range, 3)).lines().allMatch(line -> line.matches("[0-9A-F]{65}:[a-z-]+")));
    }

    private static int prefixOf(FingerprintType type) {
        return type.wireLength() - 2 * type.byteLength();
    }

    private String padded(PrefixRange range, List<LiveValues.Ranged> values) {
        byte[] decoys =
                new byte[PrefixRange.decoys(values.size()) * range.type().byteLength()];
        random.nextBytes(decoys);
        return range.paddedLines(values, decoys);
    }

    private List<LiveValues.Ranged> values(PrefixRange range, int count) {
        List<LiveValues.Ranged> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] value = new byte[range.type().byteLength()];
            random.nextBytes(value);
            System.arraycopy(range.first(), 0, value, 0, 2);
            values.add(new LiveValues.Ranged(value, Tier.values()[random.nextInt(3)]));
        }
        return values;
    }
}
