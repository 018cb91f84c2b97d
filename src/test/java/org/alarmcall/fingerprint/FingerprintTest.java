package org.alarmcall.fingerprint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FingerprintTest {

    @ParameterizedTest
    @CsvSource({
        "image_pdq, 1, 64, 32",
        "image_md5, 2, 32, 16",
        "image_sha256, 3, 64, 32",
        "video_md5, 4, 32, 16",
        "video_sha256, 5, 64, 32",
        "text_sha256, 6, 64, 32",
        "text_tlsh, 7, 72, 35",
        "url_sha256, 8, 64, 32",
        "account_hmac, 9, 64, 32"
    })
    void theCodesAndLengthsOfTheTypesNeverChange(String wire, int code, int characters, int bytes) {
        FingerprintType type = FingerprintType.ofCode(code);
        assertEquals(wire, type.wire());
        assertEquals(type, FingerprintType.ofWire(wire));
        assertEquals(code, type.code());
        assertEquals(characters, type.wireLength());
        assertEquals(bytes, type.byteLength());
    }

    @Test
    void thereIsNoOtherType() {
        assertEquals(9, FingerprintType.values().length);
        assertNull(FingerprintType.ofWire("IMAGE_PDQ"));
        assertNull(FingerprintType.ofWire(""));
        assertThrows(IllegalArgumentException.class, () -> FingerprintType.ofCode(0));
        assertThrows(IllegalArgumentException.class, () -> FingerprintType.ofCode(10));
    }

    @ParameterizedTest
    @EnumSource
    void aValueComesBackInItsCanonicalFormWhateverItsCase(FingerprintType type) {
        Random random = new Random(type.code());
        for (int i = 0; i < 100; i++) {
            byte[] bytes = new byte[type.byteLength()];
            random.nextBytes(bytes);
            Fingerprint fingerprint = Fingerprint.of(type, bytes);
            String canonical = fingerprint.canonical();
            assertEquals(fingerprint, Fingerprint.parse(type, canonical));
            assertEquals(fingerprint, Fingerprint.parse(type, canonical.toLowerCase(Locale.ROOT)));
            assertEquals(fingerprint, Fingerprint.parse(type, canonical.toUpperCase(Locale.ROOT)));
            assertArrayEquals(bytes, fingerprint.value());
            assertEquals(type.wireLength(), canonical.length());
        }
    }

    @Test
    void hexIsWrittenInLowerCaseAndTlshAsItsProjectPrintsIt() {
        assertEquals(
                "d41d8cd98f00b204e9800998ecf8427e",
                Fingerprint.parse(FingerprintType.IMAGE_MD5, "D41D8CD98F00B204E9800998ECF8427E")
                        .canonical());
        String tlsh = "T1A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3";
        assertEquals(
                tlsh,
                Fingerprint.parse(FingerprintType.TEXT_TLSH, tlsh.toLowerCase(Locale.ROOT))
                        .canonical());
    }

    @Test
    void aBadValueIsRefusedWithTheReasonAndThePlace() {
        assertReason("image_md5 is 32 hexadecimal digits; this is 0 characters", FingerprintType.IMAGE_MD5, "");
        assertReason(
                "image_pdq is 64 hexadecimal digits; this is 63 characters", FingerprintType.IMAGE_PDQ, "a".repeat(63));
        assertReason(
                "image_md5 is 32 hexadecimal digits; character 6 is 'g'",
                FingerprintType.IMAGE_MD5,
                "aaaaag" + "a".repeat(26));
        assertReason(
                "image_md5 is 32 hexadecimal digits; character 32 is U+0000",
                FingerprintType.IMAGE_MD5,
                "a".repeat(31) + '\0');
        assertReason(
                "image_md5 is 32 hexadecimal digits; character 1 is U+FF11",
                FingerprintType.IMAGE_MD5,
                "\uff11" + "a".repeat(31));
        assertReason(
                "text_tlsh is T1 and 70 hexadecimal digits; this is 70 characters",
                FingerprintType.TEXT_TLSH,
                "a".repeat(70));
        assertReason(
                "text_tlsh is T1 and 70 hexadecimal digits; this does not begin with T1",
                FingerprintType.TEXT_TLSH,
                "T2" + "a".repeat(70));
        assertReason(
                "text_tlsh is T1 and 70 hexadecimal digits; character 3 is '-'",
                FingerprintType.TEXT_TLSH,
                "T1-" + "a".repeat(69));
    }

    private static void assertReason(String reason, FingerprintType type, String text) {
        assertEquals(
                reason,
                assertThrows(FingerprintException.class, () -> Fingerprint.parse(type, text))
                        .reason());
    }

    @Test
    void randomTextIsReadOrRefusedAndNothingElse() {
        Random random = new Random(4);
        for (int i = 0; i < 200_000; i++) {
            FingerprintType type = FingerprintType.ofCode(1 + random.nextInt(9));
            StringBuilder text = new StringBuilder(type == FingerprintType.TEXT_TLSH ? "T1" : "");
            int length = random.nextInt(10) == 0 ? random.nextInt(200) : type.wireLength();
            while (text.length() < length) {
                text.append("0123456789abcdefABCDEF".charAt(random.nextInt(22)));
            }
            if (length > 0 && random.nextBoolean()) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x10000));
            }
            try {
                assertEquals(
                        text.toString().toLowerCase(Locale.ROOT),
                        Fingerprint.parse(type, text.toString()).canonical().toLowerCase(Locale.ROOT));
            } catch (FingerprintException e) {
                assertTrue(e.reason().startsWith(type.wire()), e.reason());
            }
        }
    }

    @Test
    void equalsAndOrderAreThoseOfTypeAndUnsignedBytes() {
        Fingerprint low = Fingerprint.parse(FingerprintType.IMAGE_SHA256, "7f" + "0".repeat(62));
        Fingerprint high = Fingerprint.parse(FingerprintType.IMAGE_SHA256, "80" + "0".repeat(62));
        Fingerprint otherType = Fingerprint.parse(FingerprintType.VIDEO_SHA256, "00" + "0".repeat(62));
        assertTrue(low.compareTo(high) < 0);
        assertTrue(high.compareTo(otherType) < 0);
        assertEquals(0, low.compareTo(Fingerprint.of(FingerprintType.IMAGE_SHA256, low.value())));
        assertNotEquals(
                Fingerprint.parse(FingerprintType.TEXT_SHA256, low.canonical()),
                Fingerprint.parse(FingerprintType.URL_SHA256, low.canonical()));
        Set<Fingerprint> set = new HashSet<>(Set.of(low, high, otherType));
        assertTrue(set.contains(Fingerprint.parse(FingerprintType.IMAGE_SHA256, "7F" + "0".repeat(62))));
        assertEquals("image_sha256:7f" + "0".repeat(62), low.toString());
    }

    @Test
    void itsBytesCanNotBeChangedFromOutside() {
        byte[] bytes = new byte[16];
        Fingerprint fingerprint = Fingerprint.of(FingerprintType.IMAGE_MD5, bytes);
        bytes[0] = 1;
        fingerprint.value()[1] = 1;
        assertEquals("0".repeat(32), fingerprint.canonical());
        assertThrows(IllegalArgumentException.class, () -> Fingerprint.of(FingerprintType.IMAGE_PDQ, bytes));
    }

    @Test
    void theDigestKeyIsTheHashOfTypeNewlineAndCanonicalValue() throws Exception {
        byte[] expected = MessageDigest.getInstance("SHA-256")
                .digest("image_md5\nd41d8cd98f00b204e9800998ecf8427e".getBytes(StandardCharsets.UTF_8));
        assertArrayEquals(
                expected,
                Fingerprint.parse(FingerprintType.IMAGE_MD5, "D41D8CD98F00B204E9800998ECF8427E")
                        .digestKey());
        assertArrayEquals(expected, Fingerprint.digestKey("image_md5", "d41d8cd98f00b204e9800998ecf8427e"));
    }

    @Test
    void pdqNeedsAQualityOfAtLeast50() {
        FingerprintType pdq = FingerprintType.IMAGE_PDQ;
        assertEquals(50, pdq.keepQuality(50));
        assertEquals(100, pdq.keepQuality(100));
        assertQuality("image_pdq needs a quality from 0 to 100", pdq, null);
        assertQuality(
                "quality 49 is below 50: the image has too little detail, and its hash would match unrelated images",
                pdq,
                49);
        assertQuality("quality is a whole number from 0 to 100; this is -1", pdq, -1);
        assertQuality("quality is a whole number from 0 to 100; this is 101", pdq, 101);
    }

    @Test
    void theQualityOfAnotherTypeIsDropped() {
        assertNull(FingerprintType.IMAGE_MD5.keepQuality(null));
        assertNull(FingerprintType.IMAGE_MD5.keepQuality(0));
        assertQuality("quality is a whole number from 0 to 100; this is 1000", FingerprintType.IMAGE_MD5, 1000);
    }

    private static void assertQuality(String reason, FingerprintType type, @Nullable Integer quality) {
        assertEquals(
                reason,
                assertThrows(FingerprintException.class, () -> type.keepQuality(quality))
                        .reason());
    }
}
