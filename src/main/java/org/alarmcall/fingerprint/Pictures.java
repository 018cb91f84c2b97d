package org.alarmcall.fingerprint;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decodes pictures for {@link Pdq}: JPEG, PNG, GIF (the first frame), BMP, TIFF (the first page) and WebP. Sizes are
 * checked against the {@link PictureLimits} before memory is taken. Above {@value #DECODED_PIXELS} pixels only each second
 * (third, ...) pixel of each second row is kept, which moves a hash by a few bits at most and bounds the memory for what
 * is decoded: 72 MB for three bytes a pixel, 240 MB for the most.
 *
 * <p>A file that is broken, truncated, too large or no picture ends in a {@link PictureException}, whatever the decoder
 * makes of it. The picture is not turned by what its EXIF data say.
 */
public final class Pictures {

    private static final int DECODED_PIXELS = 24_000_000;

    /** Longer sides do not occur, and would cost memory for the weights of the filter. */
    private static final int MAX_SIDE = 65_535;

    /** Four inks and alpha. */
    private static final int MAX_BANDS = 5;

    /** Characters of a decoder's message that a reason repeats. */
    private static final int MAX_SHOWN = 120;

    private final PictureLimits limits;

    public Pictures(PictureLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads a picture from a file.
     *
     * @throws IOException when the file can't be read
     * @throws PictureException when what is in it is no picture within the limits
     */
    public BufferedImage read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    /** Reads a picture from a stream, which is not closed; as {@link #read(Path)}. */
    public BufferedImage read(InputStream in) throws IOException {
        return read(in.readNBytes((int) limits.maxBytes() + 1));
    }

    /**
     * Decodes a picture.
     *
     * @throws PictureException when it is no picture within the limits
     */
    public BufferedImage read(byte[] bytes) {
        if (bytes.length > limits.maxBytes()) {
            throw new PictureException("it has more than " + limits.maxBytes() + " bytes");
        }
        PictureFormat format = PictureFormat.of(bytes);
        if (format == null) {
            throw new PictureException(
                    bytes.length == 0 ? "it is empty" : "it is none of " + List.of(PictureFormat.values()));
        }
        return decode(format, bytes);
    }

    private BufferedImage decode(PictureFormat format, byte[] bytes) {
        List<PictureException> failures = new ArrayList<>(2);
        for (ImageReaderSpi decoder : format.decoders(bytes)) {
            try {
                return decode(decoder, bytes);
            } catch (IOException | RuntimeException | StackOverflowError e) {
                if (e instanceof PictureException refused) {
                    throw refused;
                }
                // Decoders answer to broken data with whatever they run into.
                failures.add(broken(format, e));
            } catch (OutOfMemoryError e) {
                // One large array that was refused; nothing else is short of memory.
                throw new PictureException("it takes more memory than this process has", e);
            }
        }
        throw failures.get(0);
    }

    private BufferedImage decode(ImageReaderSpi decoder, byte[] bytes) throws IOException {
        ImageReader reader = decoder.createReaderInstance();
        try (ImageInputStream in = new ByteArrayImageInputStream(bytes)) {
            reader.setInput(in, true, true);
            return decode(reader);
        } finally {
            reader.dispose();
        }
    }

    private BufferedImage decode(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width < 1 || height < 1) {
            throw new PictureException("it is " + width + " x " + height + " pixels");
        }
        if ((long) width * height > limits.maxPixels()) {
            throw new PictureException(
                    "it is " + width + " x " + height + " pixels; the limit is " + limits.maxPixels() + " pixels");
        }
        if (Math.max(width, height) > MAX_SIDE) {
            throw new PictureException("it is " + width + " x " + height + " pixels; a side has at most " + MAX_SIDE);
        }
        checkBands(reader);
        ImageReadParam parameters = reader.getDefaultReadParam();
        int step = (int) Math.ceil(Math.sqrt((double) width * height / DECODED_PIXELS));
        parameters.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, parameters);
    }

    private static void checkBands(ImageReader reader) throws IOException {
        var types = reader.getImageTypes(0);
        if (types.hasNext() && types.next().getNumBands() > MAX_BANDS) {
            throw new PictureException("it has more than " + MAX_BANDS + " channels");
        }
    }

    private static PictureException broken(PictureFormat format, Throwable cause) {
        return new PictureException("it is a broken " + format + shown(cause.getMessage()), cause);
    }

    private static String shown(@Nullable String message) {
        if (message == null || message.isBlank()) {
            return "";
        }
        String line = message.replaceAll("\\p{Cntrl}+", " ").strip();
        return ": " + (line.length() > MAX_SHOWN ? line.substring(0, MAX_SHOWN) + "..." : line);
    }
}
