package org.alarmcall.fingerprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DegenerateTest {

    @ParameterizedTest
    @CsvSource({
        "00, 0 of 256 bits set",
        "ff, 256 of 256 bits set",
        "01, 32 of 256 bits set",
        "5555aaaa, a pattern that repeats",
        "aaaa5555, a pattern that repeats",
        "ffff0000, a pattern that repeats",
        "00ff00ff, a pattern that repeats",
        "0f0ff0f0, a pattern that repeats",
        "0123456789abcdef0123456789abcdef, a pattern that repeats"
    })
    void aHashOfAFlatOrRegularPictureIsRefused(String unit, String reason) {
        Fingerprint pdq = pdq(unit.repeat(64 / unit.length()));
        String message = assertThrows(FingerprintException.class, () -> Degenerate.refuse(pdq))
                .reason();
        assertTrue(message.startsWith("this image_pdq ") && message.contains(reason), message);
    }

    @Test
    void aDrawnCheckerboardIsRefusedByItsQualityOrItsHash() {
        for (int squares : new int[] {2, 4, 8, 16, 32, 64}) {
            BufferedImage board = new BufferedImage(512, 512, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = board.createGraphics();
            graphics.setColor(Color.WHITE);
            int size = 512 / squares;
            for (int i = 0; i < squares * squares; i++) {
                if ((i / squares + i % squares) % 2 == 0) {
                    graphics.fillRect(i % squares * size, i / squares * size, size, size);
                }
            }
            graphics.dispose();
            Pdq pdq = Pdq.of(board);
            assertTrue(
                    pdq.quality() < FingerprintType.MIN_PDQ_QUALITY || Degenerate.reason(pdq.fingerprint()) != null,
                    squares + " squares: quality " + pdq.quality() + ", " + pdq.fingerprint());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theHashOfAPictureIsNot(long seed) {
        Pdq pdq = Pdq.of(SamplePictures.scene(seed, 400, 300));
        for (Turn turn : Turn.values()) {
            assertNull(Degenerate.reason(pdq.fingerprint(turn)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAToolMakesThatFailedIsRefused(FingerprintType type) {
        Fingerprint zero = Fingerprint.of(type, new byte[type.byteLength()]);
        assertTrue(String.valueOf(Degenerate.reason(zero)).startsWith("this " + type.wire() + " "));
    }

    @Test
    void theHashOfAnEmptyFileIsRefused() {
        String reason = "this %s is the hash of an empty file: it would match what has nothing to do with it";
        assertEquals(
                reason.formatted("image_md5"),
                Degenerate.reason(
                        Fingerprint.of(FingerprintType.IMAGE_MD5, Hashes.md5().digest())));
        assertEquals(
                reason.formatted("text_sha256"),
                Degenerate.reason(Fingerprint.of(FingerprintType.TEXT_SHA256, Hashes.sha256(""))));
    }

    @ParameterizedTest
    @EnumSource
    void anyOtherFingerprintIsLetThrough(FingerprintType type) {
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            byte[] value = new byte[type.byteLength()];
            random.nextBytes(value);
            Fingerprint fingerprint = Fingerprint.of(type, value);
            assertSame(fingerprint, Degenerate.refuse(fingerprint));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"account_sha256", "account_md5", "email_sha256", "phone_sha256", "Email_SHA1", "e-mail_hash"})
    void aPlainHashOfAnAccountIsNoType(String name) {
        assertNull(FingerprintType.ofWire(name));
        assertTrue(FingerprintType.unknown(name).contains("Send account_hmac"), FingerprintType.unknown(name));
    }

    private static Fingerprint pdq(String hex) {
        return Fingerprint.parse(FingerprintType.IMAGE_PDQ, hex);
    }
}
