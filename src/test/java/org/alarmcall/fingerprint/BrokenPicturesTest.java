package org.alarmcall.fingerprint;

import static org.alarmcall.fingerprint.SamplePictures.file;
import static org.alarmcall.fingerprint.SamplePictures.jpeg;
import static org.alarmcall.fingerprint.SamplePictures.scene;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in a file: a hash or a reason. Tests run with 1 GiB at most, so that a bomb would end them. */
@Timeout(300)
class BrokenPicturesTest {

    private static final int MUTATIONS = 400;

    private final Pictures pictures = new Pictures(PictureLimits.DEFAULT);

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "progressive", "png", "gif", "bmp", "tiff", "webp", "lossless"})
    void aTruncatedPictureIsRefused(String kind) throws IOException {
        byte[] file = sample(kind);
        for (int i = 1; i <= 60; i++) {
            // Of some formats the last bytes are an end marker or padding that nothing depends on.
            int length = (file.length - 16) * i / 61;
            assertRefused(kind + " of " + length + " bytes", Arrays.copyOf(file, length));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "progressive", "png", "gif", "bmp", "tiff", "webp", "lossless"})
    void aMutatedPictureIsHashedOrRefused(String kind) throws IOException {
        byte[] file = sample(kind);
        Random random = new Random(kind.hashCode());
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = file.clone();
            int flips = 1 + random.nextInt(8);
            int reach = i % 2 == 0 ? Math.min(file.length, 256) : file.length; // headers get half of it
            for (int k = 0; k < flips; k++) {
                mutated[random.nextInt(reach)] = (byte) random.nextInt(256);
            }
            try {
                Pdq.of(pictures.read(mutated)).fingerprint();
            } catch (PictureException e) {
                assertFalse(e.reason().isBlank());
            }
        }
    }

    @Test
    void aPictureThatSaysItIsHugeIsRefusedBeforeMemoryIsTaken() throws IOException {
        assertHuge(patched(sample("jpeg"), frameOfJpeg(sample("jpeg")) + 5, new byte[] {-1, -1, -1, -1}));
        assertHuge(hugePng());
        byte[] gif = sample("gif");
        assertHuge(patched(gif, frameOfGif(gif) + 5, new byte[] {-1, -1, -1, -1}));
        assertRefused("bmp", patched(sample("bmp"), 18, little(65_535, 65_535))); // by its decoder
        assertHuge(hugeTiff());
        assertHuge(patched(sample("lossless"), 21, little(0x0fff_ffff))); // 14 bits each
        assertHuge(patched(sample("webp"), 26, new byte[] {-1, 0x3f, -1, 0x3f}));
    }

    @Test
    void aJpegOfThousandsOfScansIsNotDecoded() throws IOException {
        byte[] file = sample("progressive");
        int scan = file.length - 2;
        while (file[scan] != -1 || file[scan + 1] != (byte) 0xda) {
            scan--;
        }
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.write(file, 0, scan);
        for (int i = 0; i < 2_000; i++) {
            bomb.write(file, scan, file.length - 2 - scan);
        }
        bomb.write(file, file.length - 2, 2);
        String reason = assertThrows(PictureException.class, () -> pictures.read(bomb.toByteArray()))
                .reason();
        assertTrue(reason.matches("it has 20\\d\\d scans; more than 100 are not decoded"), reason);
    }

    private void assertRefused(String what, byte[] file) {
        String reason = assertThrows(PictureException.class, () -> pictures.read(file), what)
                .reason();
        assertFalse(reason.isBlank());
    }

    private void assertHuge(byte[] file) {
        String reason =
                assertThrows(PictureException.class, () -> pictures.read(file)).reason();
        assertTrue(reason.matches("it is \\d{5} x \\d{5} pixels; the limit is 100000000 pixels"), reason);
    }

    private static byte[] sample(String kind) throws IOException {
        BufferedImage scene = scene(21, 160, 120);
        return switch (kind) {
            case "jpeg" -> jpeg(scene, 0.8f, false);
            case "progressive" -> jpeg(scene, 0.8f, true);
            case "webp" -> PicturesTest.resource("scene-21");
            case "lossless" -> PicturesTest.resource("scene-21-lossless");
            default -> file(scene, kind);
        };
    }

    private static int frameOfJpeg(byte[] jpeg) {
        for (int i = 2; i < jpeg.length; i++) {
            if (jpeg[i] == -1 && (jpeg[i + 1] & 0xff) == 0xc0) {
                return i;
            }
        }
        throw new IllegalArgumentException("No frame");
    }

    /** After header, colours and extensions; each block of an extension has its length before it. */
    private static int frameOfGif(byte[] gif) {
        int at = 13 + 3 * (2 << (gif[10] & 7));
        while (gif[at] == '!') {
            at += 2;
            while (gif[at] != 0) {
                at += 1 + (gif[at] & 0xff);
            }
            at++;
        }
        return at;
    }

    private static byte[] patched(byte[] file, int at, byte[] bytes) {
        byte[] patched = file.clone();
        System.arraycopy(bytes, 0, patched, at, bytes.length);
        return patched;
    }

    private static byte[] little(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(bytes::putInt);
        return bytes.array();
    }

    /** With the sum of the header put right: otherwise that would be the reason. */
    private static byte[] hugePng() throws IOException {
        byte[] png = patched(sample("png"), 16, new byte[] {0, 0, -1, -1, 0, 0, -1, -1});
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        return patched(
                png, 29, ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    /** The tags 256 and 257, wherever they are. */
    private static byte[] hugeTiff() throws IOException {
        byte[] tiff = sample("tiff");
        ByteBuffer bytes = ByteBuffer.wrap(tiff).order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = bytes.getInt(4);
        int changed = 0;
        for (int i = 0; i < bytes.getShort(directory); i++) {
            int entry = directory + 2 + 12 * i;
            if (bytes.getShort(entry) == 256 || bytes.getShort(entry) == 257) {
                bytes.putShort(entry + 2, (short) 4).putInt(entry + 4, 1).putInt(entry + 8, 65_535);
                changed++;
            }
        }
        assertEquals(2, changed);
        return tiff;
    }
}
