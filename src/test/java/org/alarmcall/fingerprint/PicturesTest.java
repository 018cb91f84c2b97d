package org.alarmcall.fingerprint;

import static org.alarmcall.fingerprint.SamplePictures.file;
import static org.alarmcall.fingerprint.SamplePictures.jpeg;
import static org.alarmcall.fingerprint.SamplePictures.redrawn;
import static org.alarmcall.fingerprint.SamplePictures.scene;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {

    private static final int WIDTH = 256;
    private static final int HEIGHT = 192;

    private final Pictures pictures = new Pictures(PictureLimits.DEFAULT);
    private final BufferedImage scene = scene(21, WIDTH, HEIGHT);
    private final Fingerprint expected = Pdq.of(scene).fingerprint();

    @ParameterizedTest
    @CsvSource({"png, 0", "bmp, 0", "tiff, 0", "gif, 16", "jpeg, 6"})
    void everyFormatThatJavaWritesIsRead(String format, int most) throws IOException {
        byte[] file = file(scene, format);
        assertEquals(PictureFormat.valueOf(format.toUpperCase(Locale.ROOT)), PictureFormat.of(file));
        assertNear(most, pictures.read(file));
    }

    /** The files were made by cwebp 1.2.4 of the same scene. */
    @ParameterizedTest
    @CsvSource({"scene-21-lossless, 0", "scene-21, 16"})
    void webPIsRead(String name, int most) throws IOException {
        assertNear(most, pictures.read(resource(name)));
    }

    @Test
    void webPMayBeTransparent() throws IOException {
        BufferedImage small = scene(21, 64, 48);
        BufferedImage seen = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 48; y++) {
            for (int x = 0; x < 64; x++) {
                seen.setRGB(x, y, x < 32 ? small.getRGB(x, y) : 0xffffff);
            }
        }
        assertEquals(
                Pdq.of(seen).fingerprint(),
                Pdq.of(pictures.read(resource("scene-21-alpha"))).fingerprint());
    }

    @Test
    void jpegMayBeProgressiveOrGrey() throws IOException {
        assertNear(6, pictures.read(jpeg(scene, 0.8f, true)));
        BufferedImage grey = redrawn(scene, WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage read = pictures.read(jpeg(grey, 0.9f, false));
        assertTrue(Pdq.of(grey).fingerprint().bitsFrom(Pdq.of(read).fingerprint()) <= 6);
    }

    /** As printers keep them: four inks, turned round by Adobe's convention, as they are or as darkness and colour. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void jpegMayBeInInks(int transform) throws IOException {
        WritableRaster inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, 4, null);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int red = scene.getRGB(x, y) >> 16 & 0xff;
                int green = scene.getRGB(x, y) >> 8 & 0xff;
                int blue = scene.getRGB(x, y) & 0xff;
                double dark = 255 - (0.299 * red + 0.587 * green + 0.114 * blue);
                double[] samples = transform == 0
                        ? new double[] {red, green, blue, 255}
                        : new double[] {dark, 128 + (255 - blue - dark) / 1.772, 128 + (255 - red - dark) / 1.402, 255};
                for (int band = 0; band < 4; band++) {
                    inks.setSample(x, y, band, (int) Math.max(0, Math.min(255, Math.round(samples[band]))));
                }
            }
        }
        assertNear(16, pictures.read(withAdobeMarker(rasterAsJpeg(inks), transform)));
    }

    private static byte[] rasterAsJpeg(Raster raster) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** APP14 right after the start: version 100, no flags, 0 for CMYK or 2 for YCCK. */
    private static byte[] withAdobeMarker(byte[] jpeg, int transform) throws IOException {
        ByteArrayOutputStream marked = new ByteArrayOutputStream();
        marked.write(jpeg, 0, 2);
        marked.write(
                new byte[] {-1, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform});
        marked.write(jpeg, 2, jpeg.length - 2);
        return marked.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"png, 3", "png, 4", "tiff, 3", "png, 1", "tiff, 1"})
    void samplesMayHave16Bits(String format, int bands) throws IOException {
        ColorSpace space = ColorSpace.getInstance(bands < 3 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
        ComponentColorModel model = new ComponentColorModel(
                space,
                bands == 4,
                false,
                bands == 4 ? ComponentColorModel.TRANSLUCENT : ComponentColorModel.OPAQUE,
                DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(WIDTH, HEIGHT);
        BufferedImage grey = redrawn(scene, WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int band = 0; band < bands; band++) {
                    int value = bands == 1
                            ? grey.getRaster().getSample(x, y, 0)
                            : band == 3 ? 255 : scene.getRGB(x, y) >> 16 - 8 * band & 0xff;
                    raster.setSample(x, y, band, 257 * value);
                }
            }
        }
        BufferedImage deep = new BufferedImage(model, raster, false, null);
        assertEquals(
                Pdq.of(bands == 1 ? grey : scene).fingerprint(),
                Pdq.of(pictures.read(file(deep, format))).fingerprint());
    }

    @Test
    void onlyTheFirstFrameOfAnAnimationCounts() throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            writer.writeToSequence(new IIOImage(scene, null, null), null);
            writer.writeToSequence(new IIOImage(scene(22, WIDTH, HEIGHT), null, null), null);
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        assertNear(16, pictures.read(bytes.toByteArray()));
    }

    @Test
    void exifDoesNotTurnThePicture() throws IOException {
        byte[] plain = jpeg(scene, 0.9f, false);
        ByteArrayOutputStream tagged = new ByteArrayOutputStream();
        tagged.write(plain, 0, 2);
        // APP1 with one tag: orientation 6, to be turned a quarter clockwise.
        tagged.write(new byte[] {-1, (byte) 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1});
        tagged.write(new byte[] {1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0});
        tagged.write(plain, 2, plain.length - 2);
        BufferedImage read = pictures.read(tagged.toByteArray());
        assertEquals(WIDTH, read.getWidth());
        assertEquals(Pdq.of(pictures.read(plain)).fingerprint(), Pdq.of(read).fingerprint());
    }

    @Test
    void aLargePictureIsThinnedOutAndItsHashStaysNear() throws IOException {
        BufferedImage large = scene(21, 7_000, 4_000);
        BufferedImage read = pictures.read(jpeg(large, 0.7f, false));
        assertEquals(3_500, read.getWidth());
        int distance = Pdq.of(large).fingerprint().bitsFrom(Pdq.of(read).fingerprint());
        assertTrue(distance <= 6, distance + " bits");
    }

    @Test
    void thePathIsReadWhateverTheFileIsCalled(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("picture.txt"), file(scene, "png"));
        assertNear(0, pictures.read(file));
    }

    @Test
    void manyThreadsMayReadAtOnce() throws IOException {
        List<byte[]> files = List.of(
                file(scene, "png"),
                jpeg(scene, 0.9f, false),
                file(scene, "tiff"),
                resource("scene-21"),
                file(scene, "gif"));
        List<Fingerprint> alone = files.stream()
                .map(file -> Pdq.of(pictures.read(file)).fingerprint())
                .toList();
        List<Fingerprint> together = IntStream.range(0, 200)
                .parallel()
                .mapToObj(
                        i -> Pdq.of(pictures.read(files.get(i % files.size()))).fingerprint())
                .toList();
        for (int i = 0; i < together.size(); i++) {
            assertEquals(alone.get(i % files.size()), together.get(i));
        }
    }

    @Test
    void theLimitsAreChecked() throws IOException {
        byte[] png = file(scene, "png");
        assertEquals(
                "it is 256 x 192 pixels; the limit is 40000 pixels",
                refused(new Pictures(new PictureLimits(1 << 20, 40_000)), png));
        assertEquals("it has more than 1000 bytes", refused(new Pictures(new PictureLimits(1_000, 100_000)), png));
        assertEquals("it is empty", refused(pictures, new byte[0]));
        assertEquals(
                "it is none of [JPEG, PNG, GIF, BMP, TIFF, WebP]", refused(pictures, "<svg/>".getBytes("US-ASCII")));
        assertNull(PictureFormat.of(new byte[] {'B'}));
    }

    private static String refused(Pictures pictures, byte[] file) {
        return assertThrows(PictureException.class, () -> pictures.read(file)).reason();
    }

    private void assertNear(int most, BufferedImage read) {
        int distance = expected.bitsFrom(Pdq.of(read).fingerprint());
        assertTrue(distance <= most, distance + " bits, not " + most);
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = PicturesTest.class.getResourceAsStream("/pictures/" + name + ".webp")) {
            if (in == null) {
                throw new IOException("No " + name);
            }
            return in.readAllBytes();
        }
    }
}
