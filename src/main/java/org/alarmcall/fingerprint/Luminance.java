package org.alarmcall.fingerprint;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/**
 * The brightness of a picture, 0 to 255, row by row: 0.299 red, 0.587 green, 0.114 blue. The samples are taken as they are
 * stored: colour profiles are ignored, a grey sample is its own brightness ({@link BufferedImage#getRGB} would lighten it),
 * 16 bits are scaled to 255 without rounding, and what is transparent shows white.
 */
abstract class Luminance {

    private static final float RED = 0.299f;
    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;
    private static final float WHITE = 255;
    private static final int MAX_BITS = 16;

    final BufferedImage picture;

    private Luminance(BufferedImage picture) {
        this.picture = picture;
    }

    static Luminance of(BufferedImage picture) {
        ColorModel colours = picture.getColorModel();
        if (!(colours instanceof ComponentColorModel)) {
            return new OfColours(picture); // a palette, or packed into one int
        }
        if (picture.getRaster().getDataBuffer() instanceof DataBufferByte
                && picture.getSampleModel() instanceof PixelInterleavedSampleModel
                && colours.getNumComponents() == 3
                && colours.getColorSpace().getType() == ColorSpace.TYPE_RGB) {
            return new OfBytes(picture);
        }
        int transfer = colours.getTransferType();
        if (transfer != DataBuffer.TYPE_BYTE && transfer != DataBuffer.TYPE_USHORT) {
            throw new PictureException("its samples are not of 1 to " + MAX_BITS + " bits");
        }
        return switch (colours.getColorSpace().getType()) {
            case ColorSpace.TYPE_GRAY, ColorSpace.TYPE_RGB, ColorSpace.TYPE_CMYK -> new OfSamples(picture);
            default -> new OfColours(picture);
        };
    }

    int width() {
        return picture.getWidth();
    }

    int height() {
        return picture.getHeight();
    }

    abstract void row(int y, float[] into);

    private static float luminance(float red, float green, float blue) {
        return RED * red + GREEN * green + BLUE * blue;
    }

    /** Over white. */
    private static float shown(float luminance, float alpha) {
        return WHITE + (luminance - WHITE) * alpha;
    }

    /** What nearly every photograph is: three bytes a pixel. */
    private static final class OfBytes extends Luminance {

        private final byte[] bytes;
        private final PixelInterleavedSampleModel layout;
        private final int origin;

        OfBytes(BufferedImage picture) {
            super(picture);
            Raster raster = picture.getRaster();
            DataBufferByte buffer = (DataBufferByte) raster.getDataBuffer();
            this.bytes = buffer.getData();
            this.layout = (PixelInterleavedSampleModel) raster.getSampleModel();
            this.origin = buffer.getOffset()
                    - raster.getSampleModelTranslateX() * layout.getPixelStride()
                    - raster.getSampleModelTranslateY() * layout.getScanlineStride();
        }

        @Override
        void row(int y, float[] into) {
            int[] offsets = layout.getBandOffsets();
            int red = origin + y * layout.getScanlineStride() + offsets[0];
            int green = red + offsets[1] - offsets[0];
            int blue = red + offsets[2] - offsets[0];
            int step = layout.getPixelStride();
            for (int x = 0, at = 0; x < into.length; x++, at += step) {
                into[x] = luminance(bytes[red + at] & 0xff, bytes[green + at] & 0xff, bytes[blue + at] & 0xff);
            }
        }
    }

    /** Grey, colour or the four inks of print, of up to 16 bits a sample, with alpha or without. */
    private static final class OfSamples extends Luminance {

        private final int space;
        private final int colours;
        private final boolean alpha;
        private final boolean premultiplied;
        private final float[] scale;
        private int[] samples = new int[0];

        OfSamples(BufferedImage picture) {
            super(picture);
            ColorModel model = picture.getColorModel();
            this.space = model.getColorSpace().getType();
            this.colours = model.getNumColorComponents();
            this.alpha = model.hasAlpha();
            this.premultiplied = model.isAlphaPremultiplied();
            this.scale = new float[model.getNumComponents()];
            for (int i = 0; i < scale.length; i++) {
                scale[i] = WHITE / ((1 << Math.min(MAX_BITS, model.getComponentSize(i))) - 1);
            }
        }

        @Override
        void row(int y, float[] into) {
            Raster raster = picture.getRaster();
            int bands = scale.length;
            samples = samples.length == 0 ? new int[into.length * bands] : samples;
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, into.length, 1, samples);
            for (int x = 0; x < into.length; x++) {
                float opaque = alpha ? sample(x, colours) / WHITE : 1;
                into[x] = premultiplied ? luminance(x) + WHITE * (1 - opaque) : shown(luminance(x), opaque);
            }
        }

        private float sample(int x, int band) {
            return samples[x * scale.length + band] * scale[band];
        }

        private float luminance(int x) {
            if (space == ColorSpace.TYPE_GRAY) {
                return sample(x, 0);
            }
            float light = Luminance.luminance(sample(x, 0), sample(x, 1), sample(x, 2));
            if (space == ColorSpace.TYPE_RGB) {
                return light;
            }
            return (WHITE - light) * (WHITE - sample(x, 3)) / WHITE; // ink takes light away
        }
    }

    /** A palette, packed pixels, or a colour space that is not met in photographs. */
    private static final class OfColours extends Luminance {

        private int[] colours = new int[0];

        OfColours(BufferedImage picture) {
            super(picture);
        }

        @Override
        void row(int y, float[] into) {
            colours = picture.getRGB(0, y, into.length, 1, colours.length == 0 ? null : colours, 0, into.length);
            for (int x = 0; x < into.length; x++) {
                int argb = colours[x];
                float light = luminance(argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff);
                into[x] = shown(light, (argb >>> 24) / WHITE);
            }
        }
    }
}
