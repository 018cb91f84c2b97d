package org.alarmcall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.alarmcall.fingerprint.Hashes;
import org.alarmcall.fingerprint.Pdq;
import org.alarmcall.fingerprint.SamplePictures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushPicturesTest {

    @TempDir
    Path home = Path.of(".");

    private FaultyServer server = connected();
    private Path csv = home;

    private static FaultyServer connected() {
        try {
            return new FaultyServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void makeFolder() throws IOException {
        csv = Files.createDirectories(home.resolve("export/pictures")).resolveSibling("listings.csv");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void pictures_texts_addresses_and_accounts_are_hashed_and_do_not_leave() throws IOException {
        byte[] png = picture("one.png", 1);
        Files.writeString(csv, """
                reference,country,file,text,url,account,type,value,quality
                r1,IT,pictures/one.png,,,,,,
                r1,IT,,"Carved bangles,
                of genuine mammoth ivory, antique, worldwide",,,,,
                r2,IT,,,https://shop.example/item/1,email:seller@shop.example,image_md5,0123456789abcdef0123456789abcdef,
                """);
        Run push = push();
        assertEquals(Exit.DONE, push.exit(), push.err());
        List<String> sent = sent(0);
        Pdq pdq = Pdq.of(SamplePictures.scene(1, 200, 150));
        assertEquals("reference,country,type,value,quality", sent.get(0));
        assertEquals("r1,IT,image_pdq," + pdq.fingerprint().canonical() + "," + pdq.quality(), sent.get(1));
        assertEquals("r1,IT,image_sha256," + HexFormat.of().formatHex(Hashes.sha256(png)) + ",", sent.get(2));
        assertTrue(sent.get(3).matches("r1,IT,text_sha256,[0-9a-f]{64},"), sent.get(3));
        assertTrue(sent.get(4).matches("r1,IT,text_tlsh,T1[0-9A-F]{70},"), sent.get(4));
        assertEquals("r2,IT,image_md5,0123456789abcdef0123456789abcdef,", sent.get(5));
        assertTrue(sent.get(6).matches("r2,IT,url_sha256,[0-9a-f]{64},"), sent.get(6));
        assertTrue(sent.get(7).matches("r2,IT,account_hmac,[0-9a-f]{64},"), sent.get(7));
        assertEquals(8, sent.size());
        assertFalse(String.join("\n", sent).contains("seller"));
    }

    @Test
    void rows_that_cannot_be_hashed_are_named_and_the_others_sent() throws IOException {
        picture("one.png", 1);
        Files.write(csv.resolveSibling("pictures/cut.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        Files.writeString(csv, """
                reference,file
                r1,pictures/one.png
                r2,pictures/cut.png
                r3,pictures/missing.png
                r4-bad,pictures/one.png
                r5
                """);
        Run push = push("--json");
        assertEquals(Exit.REJECTED, push.exit(), push.err());
        List<String> said = push.out().lines().toList();
        assertTrue(
                said.get(0).contains("\"line\":3,\"reference\":\"r2\",\"pointer\":\"/file\",\"reason\":\"it is "),
                said.get(0));
        assertTrue(
                said.get(1)
                        .contains(
                                "\"line\":4,\"reference\":\"r3\",\"pointer\":\"/file\",\"reason\":\"there is no such file\""),
                said.get(1));
        assertTrue(
                said.get(2)
                        .contains(
                                "\"line\":6,\"reference\":\"r5\",\"pointer\":\"\",\"reason\":\"has 1 cells, the header has 2\""),
                said.get(2));
        assertTrue(said.get(3).contains("\"line\":5,") && said.get(3).contains("is no trade term"), said.get(3));
        assertEquals(5, sent(0).size());
    }

    @Test
    void a_part_without_anything_to_send_is_not_sent() throws IOException {
        Files.writeString(csv, "reference,file\nr1,missing.png\n");
        Run push = push();
        assertEquals(Exit.REJECTED, push.exit());
        assertEquals(List.of(), server.submissions);
        assertTrue(push.out().contains("listings.csv:2: r1 /file: there is no such file"), push.out());
        assertTrue(
                push.out().contains("1 listing; indicators: 0 created, 0 corroborated, 0 duplicate, 1 rejected"),
                push.out());
    }

    @Test
    void cut_off_it_goes_on_and_hashes_only_what_was_not_answered() throws IOException {
        StringBuilder rows = new StringBuilder("reference,file\n");
        for (int i = 0; i < 6; i++) {
            picture(i + ".png", i);
            rows.append("r").append(i).append(",pictures/").append(i).append(".png\n");
        }
        Files.writeString(csv, rows);
        server.faults.addAll(List.of(FaultyServer.Fault.NONE, FaultyServer.Fault.DROP));
        assertEquals(Exit.SERVER, push("--batch", "2", "--retries", "0").exit());
        Files.delete(csv.resolveSibling("pictures/0.png"));
        Files.delete(csv.resolveSibling("pictures/1.png"));
        Run resumed = push("--batch", "2");
        assertEquals(Exit.DONE, resumed.exit(), resumed.err() + resumed.out());
        assertEquals(3, server.submissions.size());
        assertTrue(resumed.out().contains("6 listings; indicators: 12 created"), resumed.out());
    }

    private byte[] picture(String name, long seed) throws IOException {
        byte[] png = SamplePictures.file(SamplePictures.scene(seed, 200, 150), "png");
        Files.write(csv.resolveSibling("pictures").resolve(name), png);
        return png;
    }

    private List<String> sent(int submission) {
        return server.submissions.get(submission).getValue().lines().toList();
    }

    private Run push(String... more) {
        String[] all = new String[more.length + 6];
        System.arraycopy(
                new String[] {"push", "--collection", "ivory", "--retry-delay-millis", "1", csv.toString()},
                0,
                all,
                0,
                6);
        System.arraycopy(more, 0, all, 6, more.length);
        return Run.In.home(home).withCredentialsOf(server).run(all);
    }
}
