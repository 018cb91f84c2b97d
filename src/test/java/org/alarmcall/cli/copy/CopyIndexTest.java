package org.alarmcall.cli.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.fingerprint.Tlsh;
import org.alarmcall.testing.TestPictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyIndexTest {

    @TempDir
    Path folder = Path.of(".");

    private final Random random = new Random(31);

    @Test
    void equal_values_are_found_wherever_they_are_and_others_not() throws IOException {
        List<Fingerprint> values = new ArrayList<>();
        for (FingerprintType type : FingerprintType.values()) {
            for (int i = 0; i < 200; i++) {
                values.add(random(type));
            }
        }
        write(values);
        try (CopyIndex index = CopyIndex.open(folder)) {
            for (Fingerprint value : values) {
                List<CopyIndex.Hit> hits = index.find(value, 0);
                assertEquals(1, hits.size(), value.toString());
                String line = new String(hits.get(0).line(), StandardCharsets.UTF_8);
                assertTrue(line.endsWith("}") && line.contains(value.canonical()), line);
                assertEquals(List.of(), index.find(random(value.type()), 0));
            }
        }
    }

    @Test
    void near_values_are_those_of_comparing_all() throws IOException {
        List<Fingerprint> values = new ArrayList<>();
        String centre = TestPictures.pdq(random);
        for (int distance = 0; distance <= 40; distance++) {
            values.add(pdq(TestPictures.near(centre, distance, random)));
        }
        for (int i = 0; i < 3_000; i++) {
            values.add(random(FingerprintType.IMAGE_PDQ));
            values.add(random(FingerprintType.IMAGE_MD5));
        }
        write(values);
        try (CopyIndex index = CopyIndex.open(folder)) {
            for (int most = 1; most <= 31; most++) {
                assertEquals(
                        distances(values, pdq(centre), most),
                        index.find(pdq(centre), most).stream()
                                .map(CopyIndex.Hit::distance)
                                .toList());
            }
        }
    }

    @Test
    void texts_are_near_by_their_own_distance() throws IOException {
        List<Fingerprint> values = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            values.add(random(FingerprintType.TEXT_TLSH));
        }
        write(values);
        Fingerprint wanted = values.get(17);
        int most = Tlsh.distance(wanted, values.get(18));
        try (CopyIndex index = CopyIndex.open(folder)) {
            List<CopyIndex.Hit> hits = index.find(wanted, most);
            assertEquals(0, hits.get(0).distance());
            assertEquals(
                    Math.min(
                            CopyIndex.MOST_HITS,
                            values.stream()
                                    .filter(value -> Tlsh.distance(wanted, value) <= most)
                                    .count()),
                    hits.size());
        }
    }

    @Test
    void nothing_is_found_in_an_empty_copy_and_none_is_refused() throws IOException {
        assertThrows(CopyException.class, () -> CopyIndex.open(folder));
        write(List.of());
        try (CopyIndex index = CopyIndex.open(folder)) {
            assertEquals(List.of(), index.find(random(FingerprintType.IMAGE_MD5), 0));
            assertEquals(List.of(), index.find(random(FingerprintType.IMAGE_PDQ), 31));
            write(List.of(random(FingerprintType.IMAGE_MD5)));
            assertFalse(index.isCurrent());
        }
    }

    @Test
    void a_file_that_is_something_else_is_refused() throws IOException {
        Files.writeString(folder.resolve(CurrentFile.NAME), "{\"a\":1}\n");
        try (CopyIndex index = CopyIndex.open(folder)) {
            assertThrows(CopyException.class, () -> index.find(random(FingerprintType.IMAGE_MD5), 0));
        }
    }

    private void write(List<Fingerprint> values) throws IOException {
        TreeSet<SortedFile.Key> sorted = new TreeSet<>();
        values.forEach(value -> sorted.add(new SortedFile.Key(value.type().wire(), value.canonical())));
        StringBuilder lines = new StringBuilder();
        for (SortedFile.Key key : sorted) {
            // Lines of all lengths, also longer than a block.
            lines.append("{\"id\":\"1\",\"labels\":{\"type\":\"other\",\"note\":\"")
                    .append("x".repeat(random.nextInt(100) == 0 ? 9_000 : random.nextInt(300)))
                    .append("\"},\"type\":\"")
                    .append(key.type())
                    .append("\",\"value\":\"")
                    .append(key.value())
                    .append("\"}\n");
        }
        Path fresh = Files.writeString(folder.resolve("fresh"), lines);
        Files.move(fresh, folder.resolve(CurrentFile.NAME), StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<Integer> distances(List<Fingerprint> values, Fingerprint wanted, int most) {
        return values.stream()
                .filter(value -> value.type() == wanted.type())
                .map(wanted::bitsFrom)
                .filter(distance -> distance <= most)
                .sorted()
                .toList();
    }

    private Fingerprint random(FingerprintType type) {
        byte[] value = new byte[type.byteLength()];
        random.nextBytes(value);
        return Fingerprint.of(type, value);
    }

    private static Fingerprint pdq(String value) {
        return Fingerprint.parse(FingerprintType.IMAGE_PDQ, value);
    }
}
