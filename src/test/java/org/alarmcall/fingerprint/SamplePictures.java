package org.alarmcall.fingerprint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures drawn for tests: the same for the same seed, at any size. */
public final class SamplePictures {

    private static final int SHAPES = 40;

    private SamplePictures() {}

    /** A scene of soft and hard edges, large and small, in 8-bit colour. */
    public static BufferedImage scene(long seed, int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Random random = new Random(seed);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.scale(width, height);
        graphics.setPaint(new GradientPaint(0, 0, colour(random), 1, 1, colour(random)));
        graphics.fill(new Ellipse2D.Double(-1, -1, 3, 3));
        for (int i = 0; i < SHAPES; i++) {
            double size = 0.05 + 0.4 * random.nextDouble() / (1 + i / 10.0);
            double x = random.nextDouble() - size / 2;
            double y = random.nextDouble() - size / 2;
            graphics.setColor(colour(random));
            switch (i % 3) {
                case 0 -> graphics.fill(new Ellipse2D.Double(x, y, size, size * random.nextDouble()));
                case 1 -> graphics.fill(triangle(random, x, y, size));
                default -> {
                    graphics.setStroke(new BasicStroke((float) (0.01 + 0.02 * random.nextDouble())));
                    graphics.draw(triangle(random, x, y, size));
                }
            }
        }
        graphics.dispose();
        return picture;
    }

    private static Path2D triangle(Random random, double x, double y, double size) {
        Path2D path = new Path2D.Double();
        path.moveTo(x, y);
        path.lineTo(x + size * random.nextDouble(), y + size);
        path.lineTo(x + size, y + size * random.nextDouble());
        path.closePath();
        return path;
    }

    private static Color colour(Random random) {
        return new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }

    public static BufferedImage noise(long seed, int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        return picture;
    }

    public static BufferedImage flat(int rgb, int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(new Color(rgb));
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return picture;
    }

    /** Drawn anew in another size or into another kind of image. */
    public static BufferedImage redrawn(BufferedImage picture, int width, int height, int type) {
        BufferedImage copy = new BufferedImage(width, height, type);
        Graphics2D graphics = copy.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        return copy;
    }

    /** Turned pixel by pixel: the matrix maps the unit square onto itself. */
    public static BufferedImage turned(BufferedImage picture, AffineTransform unit) {
        boolean swapped = unit.getShearX() != 0;
        int width = swapped ? picture.getHeight() : picture.getWidth();
        int height = swapped ? picture.getWidth() : picture.getHeight();
        AffineTransform pixels = AffineTransform.getScaleInstance(width, height);
        pixels.concatenate(unit);
        pixels.scale(1.0 / picture.getWidth(), 1.0 / picture.getHeight());
        BufferedImage turned = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = turned.createGraphics();
        graphics.drawImage(picture, pixels, null);
        graphics.dispose();
        return turned;
    }

    /** The file of a format that Java itself writes: png, jpeg, gif, bmp, tiff. */
    public static byte[] file(BufferedImage picture, String format) throws IOException {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
        ImageWriter writer = writers.next();
        while (!writer.getClass().getModule().equals(ImageIO.class.getModule())) {
            writer = writers.next();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(picture);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    public static byte[] jpeg(BufferedImage picture, float quality, boolean progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            parameters.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
