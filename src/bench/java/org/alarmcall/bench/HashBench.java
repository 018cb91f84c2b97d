package org.alarmcall.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.Pdq;
import org.alarmcall.fingerprint.PictureLimits;
import org.alarmcall.fingerprint.Pictures;
import org.alarmcall.fingerprint.SamplePictures;

/** What a PDQ hash costs a member beside decoding the picture, on one thread: JPEG, as {@code ImageIO.read} decodes it. */
final class HashBench {

    private static final int GRAIN = 12;

    private record Size(int width, int height) {}

    private static final List<Size> SIZES = List.of(new Size(640, 480), new Size(1600, 1200), new Size(4000, 3000));

    private final Report report;
    private final Pictures pictures = new Pictures(PictureLimits.DEFAULT);

    private HashBench(Report report) {
        this.report = report;
    }

    static void run() throws IOException {
        Report report = new Report("hash");
        report.line("decoding: ImageIO.read alone; hashing: Pdq.of a decoded picture; both: Pictures.read and Pdq.of");
        ImageIO.setUseCache(false);
        for (Size size : SIZES) {
            new HashBench(report).measure(size);
        }
    }

    private void measure(Size size) throws IOException {
        List<byte[]> files = new ArrayList<>();
        List<BufferedImage> decoded = new ArrayList<>();
        long expected = 0;
        long bytes = 0;
        for (int seed = 1; seed <= Settings.hashPictures(); seed++) {
            byte[] file = SamplePictures.jpeg(grainy(seed, size), 0.85f, false);
            files.add(file);
            decoded.add(pictures.read(file));
            expected += sum(Pdq.of(decoded.get(seed - 1)));
            bytes += file.length;
        }
        report.line(
                "%n== %d x %d, %d pictures of %,d bytes, pictures a second",
                size.width(), size.height(), files.size(), bytes / files.size());
        double[] hashing = new double[Settings.rounds()];
        double[] both = new double[Settings.rounds()];
        for (int round = -1; round < Settings.rounds(); round++) { // the first is for the compiler
            double decodes = rate(() -> decodeAll(files), (long) files.size() * size.width() * size.height());
            double hashes = rate(() -> hashAll(decoded), expected);
            double together = rate(() -> readAndHashAll(files), expected);
            if (round >= 0) {
                hashing[round] = decodes / hashes;
                both[round] = decodes / together;
                report.line(
                        "   run %d: decoding %,.1f, hashing %,.1f, both %,.1f; hashing costs %.2f of decoding, both %.2f",
                        round + 1, decodes, hashes, together, hashing[round], both[round]);
            }
        }
        report.line(
                "   median: hashing costs %.2f of decoding, both %.2f", Report.median(hashing), Report.median(both));
    }

    private interface Work {
        long run() throws IOException;
    }

    private double rate(Work work, long expected) throws IOException {
        long start = System.nanoTime();
        long end = start + Settings.hashMillis() * 1_000_000L;
        int times = 0;
        long sum = 0;
        while (System.nanoTime() < end) {
            sum += work.run();
            times++;
        }
        double seconds = BenchServer.seconds(System.nanoTime() - start);
        if (sum != times * expected) {
            throw new IllegalStateException("The sum is " + sum + " instead of " + times * expected);
        }
        return times * Settings.hashPictures() / seconds;
    }

    private static long decodeAll(List<byte[]> files) throws IOException {
        long pixels = 0;
        for (byte[] file : files) {
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(file));
            pixels += (long) picture.getWidth() * picture.getHeight();
        }
        return pixels;
    }

    private static long hashAll(List<BufferedImage> decoded) {
        return decoded.stream().mapToLong(picture -> sum(Pdq.of(picture))).sum();
    }

    private long readAndHashAll(List<byte[]> files) {
        return files.stream()
                .mapToLong(file -> sum(Pdq.of(pictures.read(file))))
                .sum();
    }

    private static long sum(Pdq pdq) {
        Fingerprint fingerprint = pdq.fingerprint();
        return fingerprint.hashCode() & 0xffff_ffffL;
    }

    /** Drawn shapes alone compress to a tenth of what a photograph takes. */
    private static BufferedImage grainy(long seed, Size size) {
        BufferedImage picture = SamplePictures.scene(seed, size.width(), size.height());
        Random random = new Random(seed);
        int[] row = new int[3 * size.width()];
        for (int y = 0; y < size.height(); y++) {
            picture.getRaster().getPixels(0, y, size.width(), 1, row);
            for (int i = 0; i < row.length; i += 3) {
                int grain = random.nextInt(2 * GRAIN + 1) - GRAIN;
                for (int band = 0; band < 3; band++) {
                    row[i + band] = Math.max(0, Math.min(255, row[i + band] + grain));
                }
            }
            picture.getRaster().setPixels(0, y, size.width(), 1, row);
        }
        return picture;
    }
}
