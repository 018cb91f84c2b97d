package org.alarmcall.matching;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.alarmcall.fingerprint.Tlsh;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFileTest {

    private static final long POSITION = 4_711;

    private final SplittableRandom random = Seed.random();
    private final UUID collection = new UUID(random.nextLong(), random.nextLong());
    private final byte[] chain = new byte[IndexFile.CHAIN_BYTES];
    private final HammingIndex pictures = new HammingIndex(HammingIndexTest.SMALL, Runnable::run);
    private final TlshIndex texts = new TlshIndex(HammingIndexTest.SMALL, Runnable::run);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        random.nextBytes(chain);
        for (int i = 0; i < 100; i++) {
            pictures.add(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
            byte[] value = new byte[35];
            random.nextBytes(value);
            long[] packed = new long[Tlsh.WORDS];
            Tlsh.pack(value, packed, 0);
            texts.add(packed);
        }
        file = folder.resolve("collection.bin");
        save();
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        IndexFile.Loaded loaded = IndexFile.read(file, collection, Runnable::run);
        assertEquals(POSITION, loaded.position());
        assertArrayEquals(chain, loaded.chain());
        assertEquals(pictures(pictures), pictures(loaded.pictures()));
        assertEquals(texts(texts), texts(loaded.texts()));
    }

    @Test
    void anEmptyIndexIsWrittenAndRead() throws IOException {
        IndexFile.write(
                file,
                new IndexFile.Saved(
                        collection,
                        0,
                        chain,
                        new HammingIndex(Runnable::run).snapshot(),
                        new TlshIndex(Runnable::run).snapshot()));
        IndexFile.Loaded loaded = IndexFile.read(file, collection, Runnable::run);
        assertEquals(0, loaded.pictures().size());
        assertEquals(0, loaded.texts().size());
    }

    @Test
    void aFileThatEndsEarlyIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertRefused("the first " + length + " bytes");
        }
    }

    @Test
    void aFileWithMoreAtItsEndIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertRefused("a byte more");
    }

    @Test
    void aFlippedBitIsNoticedWhereverItIs() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            assertRefused("a bit of byte " + at);
        }
    }

    @Test
    void theFileOfAnotherCollectionIsRefused() {
        UUID other = new UUID(1, 2);
        assertThrows(BrokenIndexFileException.class, () -> IndexFile.read(file, other, Runnable::run));
    }

    @Test
    void aFileThatIsNotThereIsNotBroken() throws IOException {
        Files.delete(file);
        assertThrows(NoSuchFileException.class, () -> IndexFile.read(file, collection, Runnable::run));
    }

    @Test
    void whatACrashLeftBesideTheFileDoesNoHarm() throws IOException {
        Files.write(folder.resolve("collection.bin.new"), new byte[100_000]);
        pictures.add(1, 2, 3, 4);
        save();
        assertEquals(
                101, IndexFile.read(file, collection, Runnable::run).pictures().size());
    }

    private void save() throws IOException {
        IndexFile.write(file, new IndexFile.Saved(collection, POSITION, chain, pictures.snapshot(), texts.snapshot()));
    }

    private void assertRefused(String what) {
        assertThrows(BrokenIndexFileException.class, () -> IndexFile.read(file, collection, Runnable::run), what);
    }

    private static Set<List<Long>> pictures(HammingIndex index) {
        Set<List<Long>> codes = new HashSet<>();
        HammingIndex.forEach(
                index.snapshot(), code -> codes.add(Arrays.stream(code).boxed().toList()));
        return codes;
    }

    private static Set<List<Long>> texts(TlshIndex index) {
        Set<List<Long>> codes = new HashSet<>();
        TlshIndex.forEach(
                index.snapshot(), code -> codes.add(Arrays.stream(code).boxed().toList()));
        return codes;
    }
}
