package org.alarmcall.fingerprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Against hashes that the PDQ project's own program gave, when there is a folder of them:
 * {@code -Dalarmcall.pdq.reference=FOLDER} with {@code expected.csv} (a header, then {@code file,pdq,quality}).
 */
class PdqReferenceTest {

    private static final int MOST = 10;

    private final @Nullable String folder = System.getProperty("alarmcall.pdq.reference");
    private final Pictures pictures = new Pictures(PictureLimits.DEFAULT);

    @Test
    void theHashesAreThoseOfTheReference() throws IOException {
        assumeTrue(folder != null, "no folder is given");
        List<String> rows = Files.readAllLines(Path.of(String.valueOf(folder), "expected.csv"));
        int compared = 0;
        int equal = 0;
        for (String row : rows.subList(1, rows.size())) {
            String[] fields = row.split(",");
            Pdq pdq = Pdq.of(pictures.read(Path.of(String.valueOf(folder), fields[0])));
            int distance =
                    Fingerprint.parse(FingerprintType.IMAGE_PDQ, fields[1]).bitsFrom(pdq.fingerprint());
            assertTrue(distance <= MOST, fields[0] + " differs in " + distance + " bits");
            assertEquals(Integer.parseInt(fields[2]), pdq.quality(), 1, "quality of " + fields[0]);
            compared++;
            equal += distance == 0 ? 1 : 0;
        }
        assertTrue(equal * 2 > compared, equal + " of " + compared + " are equal");
    }
}
