package org.alarmcall.fingerprint;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ServiceRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The formats that are read, known by their first bytes and never by the name of the file. Each has its decoders named
 * here: what else is on the class path is not asked, so that a picture has one hash everywhere.
 */
public enum PictureFormat {
    JPEG("JPEG", "\u00ff\u00d8\u00ff"),
    PNG("PNG", "\u0089PNG\r\n\u001a\n"),
    GIF("GIF", "GIF8"),
    BMP("BMP", "BM"),
    TIFF("TIFF", "II*\0", "MM\0*"),
    WEBP("WebP", "RIFF????WEBP");

    /** So many first bytes are enough for {@link #of}. */
    public static final int HEAD = 12;

    private static final int RIFF_HEAD = 8;

    private final String title;
    private final List<String> beginnings;

    /** One char a byte; ? is any. */
    PictureFormat(String title, String... beginnings) {
        this.title = title;
        this.beginnings = List.of(beginnings);
    }

    /** The format of what begins so; null when it is none of these. */
    public static @Nullable PictureFormat of(byte[] bytes) {
        for (PictureFormat format : values()) {
            if (format.beginnings.stream().anyMatch(beginning -> begins(bytes, beginning))) {
                return format;
            }
        }
        return null;
    }

    private static boolean begins(byte[] bytes, String beginning) {
        byte[] expected = beginning.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != '?' && expected[i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Looks whether all of a file is there, as far as its decoder would not notice.
     *
     * @return decoders to be tried in this order
     * @throws PictureException when it is truncated, or made to keep a processor busy
     */
    List<ImageReaderSpi> decoders(byte[] bytes) {
        return switch (this) {
            case JPEG -> {
                JpegOutline outline = JpegOutline.of(bytes);
                outline.check();
                // It heals headers at which Java's gives up, and knows inks, which Java's takes for colour and alpha.
                ImageReaderSpi second = ofTwelveMonkeys(new JPEGImageReaderSpi());
                yield outline.hasInks() ? List.of(second) : List.of(ofJava(title), second);
            }
            case PNG, GIF, BMP -> List.of(ofJava(title));
            case TIFF -> List.of(ofTwelveMonkeys(new TIFFImageReaderSpi()));
            case WEBP -> {
                checkRiffLength(bytes);
                yield List.of(ofTwelveMonkeys(new WebPImageReaderSpi()));
            }
        };
    }

    private static void checkRiffLength(byte[] bytes) {
        long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xffff_ffffL;
        if (length + RIFF_HEAD > bytes.length) {
            throw new PictureException(
                    "it is truncated: " + (length + RIFF_HEAD - bytes.length) + " bytes are missing");
        }
    }

    /** In a registry of its own, where it finds the decoder of Java that it stands on: the program's stays as it is. */
    private static ImageReaderSpi ofTwelveMonkeys(ImageReaderSpi provider) {
        ServiceRegistry registry =
                new ServiceRegistry(List.<Class<?>>of(ImageReaderSpi.class).iterator());
        registry.registerServiceProvider(ofJava(JPEG.title), ImageReaderSpi.class);
        registry.registerServiceProvider(provider, ImageReaderSpi.class);
        return provider;
    }

    private static ImageReaderSpi ofJava(String title) {
        Module java = ImageReaderSpi.class.getModule();
        Iterator<ImageReaderSpi> providers = IIORegistry.getDefaultInstance()
                .getServiceProviders(
                        ImageReaderSpi.class,
                        provider -> provider instanceof ImageReaderSpi reader
                                && reader.getClass().getModule().equals(java)
                                && Arrays.asList(reader.getFormatNames()).contains(title),
                        false);
        if (!providers.hasNext()) {
            throw new IllegalStateException("Every Java platform decodes " + title);
        }
        return providers.next();
    }

    @Override
    public String toString() {
        return title;
    }
}
