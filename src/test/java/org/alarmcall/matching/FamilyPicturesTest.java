package org.alarmcall.matching;

import static org.alarmcall.fingerprint.SamplePictures.jpeg;
import static org.alarmcall.fingerprint.SamplePictures.redrawn;
import static org.alarmcall.fingerprint.SamplePictures.scene;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.Pdq;
import org.alarmcall.fingerprint.PictureLimits;
import org.alarmcall.fingerprint.Pictures;
import org.junit.jupiter.api.Test;

/** From the pixels to the feed: copies of a picture are one family. */
@QuarkusTest
class FamilyPicturesTest {

    private static final int WIDTH = 1024;
    private static final int HEIGHT = 768;

    private final Pictures pictures = new Pictures(PictureLimits.DEFAULT);

    @Test
    void copiesThatWereSavedAnewHaveOneClusterAndOtherPicturesNoneOrAnother() throws IOException {
        byte[][] bangles = hashes(copies(scene(1, WIDTH, HEIGHT)));
        byte[][] tusks = hashes(copies(scene(2, WIDTH, HEIGHT)));
        byte[][] alone = hashes(List.of(scene(3, WIDTH, HEIGHT)));
        FamilyPlay play = new FamilyPlay();
        play.publish(Stream.of(bangles, tusks, alone).flatMap(Stream::of).toArray(byte[][]::new));

        String ofBangles = play.awaitFamily(bangles);
        String ofTusks = play.awaitFamily(tusks);
        assertNotEquals(ofBangles, ofTusks);
        assertEquals("null", play.cluster(alone[0]));
    }

    /** The picture itself first. */
    private List<BufferedImage> copies(BufferedImage original) throws IOException {
        return List.of(
                original,
                redrawn(original, WIDTH / 2, HEIGHT / 2, BufferedImage.TYPE_3BYTE_BGR),
                redrawn(original, WIDTH / 6, HEIGHT / 6, BufferedImage.TYPE_3BYTE_BGR),
                pictures.read(jpeg(original, 0.3f, false)),
                pictures.read(jpeg(original, 0.05f, true)),
                original.getSubimage(8, 6, WIDTH - 16, HEIGHT - 12));
    }

    /** Each hash once: some copies have the same. */
    private static byte[][] hashes(List<BufferedImage> copies) {
        return copies.stream()
                .map(copy -> Pdq.of(copy).fingerprint())
                .distinct()
                .map(Fingerprint::value)
                .toArray(byte[][]::new);
    }
}
