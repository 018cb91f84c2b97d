package org.alarmcall.fingerprint;

import static org.alarmcall.fingerprint.SamplePictures.flat;
import static org.alarmcall.fingerprint.SamplePictures.jpeg;
import static org.alarmcall.fingerprint.SamplePictures.noise;
import static org.alarmcall.fingerprint.SamplePictures.redrawn;
import static org.alarmcall.fingerprint.SamplePictures.scene;
import static org.alarmcall.fingerprint.SamplePictures.turned;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PdqTest {

    /** What the PDQ project calls a match. */
    private static final int NEAR = 31;

    private static final int RGB = BufferedImage.TYPE_3BYTE_BGR;

    private final Pictures pictures = new Pictures(PictureLimits.DEFAULT);

    @Test
    void thePictureIsShrunkAsByTwoBoxFiltersAndSampling() {
        for (int length : new int[] {1, 2, 63, 64, 127, 128, 129, 200, 256, 257, 1000}) {
            float[] line = new float[length];
            for (int i = 0; i < length; i++) {
                line[i] = (i * 7919) % 256;
            }
            double[] shrunk = new double[TentFilter.SIZE];
            new TentFilter(length).shrink(line, shrunk);
            double[] filtered = box(box(line, length));
            for (int i = 0; i < shrunk.length; i++) {
                assertEquals(filtered[(int) ((i + 0.5) * length / 64)], shrunk[i], 0.001, length + " samples");
            }
        }
    }

    private static double[] box(float[] line, int length) {
        double[] wide = new double[length];
        for (int i = 0; i < length; i++) {
            wide[i] = line[i];
        }
        return box(wide);
    }

    /** As in the paper: a window of an even size reaches one further ahead than back. */
    private static double[] box(double[] line) {
        int window = (line.length + 127) / 128;
        double[] filtered = new double[line.length];
        for (int i = 0; i < line.length; i++) {
            int from = Math.max(0, i - (window - 1) / 2);
            int to = Math.min(line.length - 1, i + window / 2);
            double sum = 0;
            for (int k = from; k <= to; k++) {
                sum += line[k];
            }
            filtered[i] = sum / (to - from + 1);
        }
        return filtered;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aCopyThatWasResizedOrCompressedIsNear(long seed) throws IOException {
        BufferedImage original = scene(seed, 1024, 768);
        Pdq pdq = Pdq.of(original);
        Map<String, BufferedImage> copies = Map.of(
                "half size", redrawn(original, 512, 384, RGB),
                "small", redrawn(original, 160, 120, RGB),
                "squeezed", redrawn(original, 512, 512, RGB),
                "enlarged", redrawn(original, 1536, 1152, RGB),
                "grey", redrawn(original, 1024, 768, BufferedImage.TYPE_BYTE_GRAY),
                "compressed", pictures.read(jpeg(original, 0.3f, false)),
                "compressed hard", pictures.read(jpeg(original, 0.05f, true)),
                "cropped", original.getSubimage(8, 6, 1008, 756));
        copies.forEach((name, copy) -> {
            int distance = pdq.fingerprint().bitsFrom(Pdq.of(copy).fingerprint());
            assertTrue(distance <= NEAR, name + ": " + distance + " bits");
        });
        assertTrue(pdq.quality() >= FingerprintType.MIN_PDQ_QUALITY, "quality " + pdq.quality());
    }

    @Test
    void differentPicturesAreFar() {
        List<Fingerprint> hashes = new ArrayList<>();
        for (int seed = 1; seed <= 30; seed++) {
            hashes.add(Pdq.of(scene(seed, 320, 240)).fingerprint());
        }
        for (int i = 0; i < hashes.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertTrue(hashes.get(i).bitsFrom(hashes.get(j)) > 2 * NEAR, i + " and " + j);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneTransformGivesTheHashesOfTheTurnedPictures(Turn turn) {
        AffineTransform unit = switch (turn) {
            case NONE -> new AffineTransform();
            case ROTATE_90 -> new AffineTransform(0, -1, 1, 0, 0, 1);
            case ROTATE_180 -> new AffineTransform(-1, 0, 0, -1, 1, 1);
            case ROTATE_270 -> new AffineTransform(0, 1, -1, 0, 1, 0);
            case FLIP_X -> new AffineTransform(1, 0, 0, -1, 0, 1);
            case FLIP_Y -> new AffineTransform(-1, 0, 0, 1, 1, 0);
            case FLIP_PLUS_1 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case FLIP_MINUS_1 -> new AffineTransform(0, -1, -1, 0, 1, 1);
        };
        for (int seed = 1; seed <= 5; seed++) {
            BufferedImage picture = scene(seed, 640, 480);
            int distance = Pdq.of(picture)
                    .fingerprint(turn)
                    .bitsFrom(Pdq.of(turned(picture, unit)).fingerprint());
            assertTrue(distance <= 20, distance + " bits");
        }
    }

    @Test
    void aPictureWithNothingOnItHasNoQuality() {
        BufferedImage faint = flat(0x808080, 400, 300);
        faint.setRGB(200, 150, 0x000000);
        for (BufferedImage picture : List.of(flat(0, 64, 64), flat(0xffffff, 640, 480), flat(0x336699, 1, 1), faint)) {
            assertTrue(Pdq.of(picture).quality() < FingerprintType.MIN_PDQ_QUALITY);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 4000", "4000, 1", "2, 3", "63, 65", "64, 64", "127, 129"})
    void everySizeHasAHash(int width, int height) {
        Pdq pdq = Pdq.of(noise(1, width, height));
        for (Turn turn : Turn.values()) {
            assertEquals(FingerprintType.IMAGE_PDQ, pdq.fingerprint(turn).type());
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_BGR,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_INT_ARGB_PRE,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_4BYTE_ABGR_PRE
            })
    void theHashDoesNotDependOnHowPixelsAreKept(int type) {
        BufferedImage picture = scene(11, 300, 200);
        BufferedImage kept = new BufferedImage(300, 200, type);
        for (int y = 0; y < 200; y++) {
            for (int x = 0; x < 300; x++) {
                kept.setRGB(x, y, picture.getRGB(x, y));
            }
        }
        assertEquals(Pdq.of(picture).fingerprint(), Pdq.of(kept).fingerprint());
    }

    @Test
    void aPartOfAPictureIsHashedAsAPictureOfItsOwn() {
        BufferedImage whole = scene(12, 400, 300);
        BufferedImage part = whole.getSubimage(31, 17, 200, 150);
        BufferedImage copy = new BufferedImage(200, 150, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 150; y++) {
            for (int x = 0; x < 200; x++) {
                copy.setRGB(x, y, whole.getRGB(x + 31, y + 17));
            }
        }
        assertEquals(Pdq.of(copy).fingerprint(), Pdq.of(part).fingerprint());
    }

    @Test
    void aGreySampleIsItsOwnBrightness() {
        BufferedImage grey = new BufferedImage(256, 256, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage colour = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
        BufferedImage deep = new BufferedImage(256, 256, BufferedImage.TYPE_USHORT_GRAY);
        for (int y = 0; y < 256; y++) {
            for (int x = 0; x < 256; x++) {
                int value = x * y * 31 / 256 & 0xff;
                grey.getRaster().setSample(x, y, 0, value);
                deep.getRaster().setSample(x, y, 0, value * 257);
                colour.setRGB(x, y, value * 0x010101);
            }
        }
        assertEquals(Pdq.of(colour).fingerprint(), Pdq.of(grey).fingerprint());
        assertEquals(Pdq.of(colour).fingerprint(), Pdq.of(deep).fingerprint());
    }

    @Test
    void whatIsTransparentShowsWhite() {
        BufferedImage scene = scene(13, 300, 200);
        BufferedImage opaque = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
        BufferedImage alpha = new BufferedImage(300, 200, BufferedImage.TYPE_4BYTE_ABGR);
        for (int y = 0; y < 200; y++) {
            for (int x = 0; x < 300; x++) {
                boolean hidden = x > 150;
                opaque.setRGB(x, y, hidden ? 0xffffff : scene.getRGB(x, y));
                alpha.setRGB(x, y, hidden ? x * y & 0xffffff : scene.getRGB(x, y));
            }
        }
        assertNotNull(alpha.getAlphaRaster());
        assertEquals(Pdq.of(opaque).fingerprint(), Pdq.of(alpha).fingerprint());
    }
}
