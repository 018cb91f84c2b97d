package org.alarmcall.fingerprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizedTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'  Carved   IVORY\u00a0bangle!! ' | carved ivory bangle",
                "'100 % real, $50.00' | 100 real 50 00",
                "\uff29\uff36\uff2f\uff32\uff39 \ud835\udc1b\ud835\udc1a\ud835\udc27\ud835\udc20\ud835\udc25\ud835\udc1e | ivory bangle",
                "iv\u043ery b\u0430ngl\u0435 | ivory bangle",
                "IV\u041eRY \u0412ANGLE | ivory bangle",
                "i\u200bv\u200do\u00adr\ufe0fy | ivory",
                "\u00edv\u00f3r\u00ff i\u0301v\u0308o\u0327r\u0336y | ivory ivory",
                "Stra\u00dfe STRASSE | strasse strasse",
                "\u0130stanbul \u0131stanbul | istanbul istanbul",
                "\u039f\u0394\u039f\u03a3 \u03bf\u03b4\u03cc\u03c2 | o\u03b4oo o\u03b4oo",
                "\uff11\uff12\uff13 \u0661\u0662\u0663 \u2460 1\ufe0f\u20e3 | 123 123 1 1",
                "\ufb01ne | fine",
                "\u8c61\u7259\u624b\u956f | \u8c61\u7259\u624b\u956f",
                "\u0939\u093e\u0925\u0940 | \u0939\u093e\u0925\u0940",
                "\ud83d\udc18 \ud83d\udc18 | ''",
                "'' | ''"
            })
    void whatLooksAlikeIsOneText(String text, String normalized) {
        assertEquals(normalized, NormalizedText.of(text).value());
        assertEquals(normalized, NormalizedText.of(normalized).value(), "normalised again");
    }

    @Test
    void theHashIsThatOfTheNormalizedText() {
        Fingerprint hash = NormalizedText.of("Carved ivory bangle").sha256();
        assertNotNull(hash);
        assertEquals(HexFormat.of().formatHex(Hashes.sha256("carved ivory bangle")), hash.canonical());
        assertEquals(hash, NormalizedText.of("CARVED-IVORY-BANGLE.").sha256());
        assertNotEquals(hash, NormalizedText.of("carved ivory bangles").sha256());
    }

    @Test
    void aTextOfAWordOrTwoHasNoHash() {
        assertNull(NormalizedText.of("ivory bangle").sha256());
        assertNull(NormalizedText.of("ivory bangle from an old estate").tlsh());
        assertNotNull(NormalizedText.of("\u8c61\u7259\u624b\u956f\u51fa\u552e").sha256());
    }

    @Test
    void aHugeTextIsRefused() {
        String huge = "a".repeat(NormalizedText.MAX_CHARACTERS + 1);
        assertThrows(FingerprintException.class, () -> NormalizedText.of(huge));
    }
}
