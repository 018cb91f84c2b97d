package org.alarmcall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.alarmcall.cli.hashing.Hash;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.testing.TestPictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CopyFinderTest {

    private static final int NEAR = 31;

    @TempDir
    Path home = Path.of(".");

    @Test
    void what_came_into_the_copy_is_found_without_opening_it_again() throws Exception {
        String value = TestPictures.pdq();
        Hash hash = Hash.of(Fingerprint.parse(FingerprintType.IMAGE_PDQ, value));
        List<Query> near = List.of(Query.of(hash, NEAR));
        Shell shell = new Shell(
                Map.of(),
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        try (FaultyServer server = new FaultyServer()) {
            server.feed.upsert(1, "image_pdq", TestPictures.pdq(), 1);
            pull(server);
            try (CopyFinder finder = CopyFinder.open(home.resolve("copy"), shell)) {
                assertTrue(finder.find(near).get(0).matches().isEmpty());
                server.feed.upsert(2, "image_pdq", TestPictures.near(value, 9), 1);
                pull(server);
                while (finder.find(near).get(0).matches().isEmpty()) {
                    Thread.sleep(20); // it is opened anew when that is due
                }
                assertEquals(9, finder.find(near).get(0).matches().get(0).distance());
            }
        }
    }

    private void pull(FaultyServer server) {
        Run run = Run.In.home(home)
                .withCredentialsOf(server)
                .run(
                        "pull",
                        "--collection",
                        "ivory",
                        "--into",
                        home.resolve("copy").toString());
        assertEquals(Exit.DONE, run.exit(), run.err());
    }
}
