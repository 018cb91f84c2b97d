package org.alarmcall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.alarmcall.fingerprint.Hashes;
import org.alarmcall.fingerprint.Pdq;
import org.alarmcall.fingerprint.SamplePictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashCommandTest {

    @TempDir
    Path home = Path.of(".");

    @Test
    void a_folder_is_hashed_in_the_order_of_its_names() throws IOException {
        Path folder = Files.createDirectories(home.resolve("pictures/below"));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Path file = (i < 150 ? folder : folder.resolveSibling("z")).resolve(String.format("p%03d.jpg", i));
            Files.createDirectories(folder.resolveSibling("z"));
            // Large ones stand before small ones, so that the later are done sooner.
            int side = i % 10 == 0 ? 900 : 90;
            byte[] jpeg = SamplePictures.jpeg(SamplePictures.scene(i, side, side), 0.8f, false);
            Files.write(file, jpeg);
            expected.add(file + " " + HexFormat.of().formatHex(Hashes.sha256(jpeg)));
        }
        Files.writeString(folder.resolve("notes.txt"), "no picture");
        Files.writeString(folder.resolve(".hidden.jpg"), "no picture either");
        Run run = Run.In.home(home)
                .run(
                        "hash",
                        "--type",
                        "image_sha256,image_pdq",
                        home.resolve("pictures").toString());
        assertEquals(Exit.DONE, run.exit(), run.err());
        assertEquals(
                expected,
                lines(run).stream()
                        .filter(line -> line.get("type").asText().equals("image_sha256"))
                        .map(line -> line.get("file").asText() + " "
                                + line.get("value").asText())
                        .toList());
        assertEquals(400, lines(run).size());
        assertEquals("1 file in folders is neither pictures nor videos.\n", run.err());
    }

    @Test
    void where_there_is_nothing_to_hash_it_says_so() throws IOException {
        Path folder = Files.createDirectories(home.resolve("in"));
        Run empty = run("hash", folder.toString());
        assertEquals(Exit.DONE, empty.exit());
        assertEquals("There is nothing to hash in " + folder + ".\n", empty.err());
        Files.writeString(folder.resolve("film.mp4"), "any bytes");
        Run otherType = run("hash", "--type", "image_pdq", folder.toString());
        assertEquals(Exit.DONE, otherType.exit());
        assertEquals(empty.err(), otherType.err());
        assertEquals("", run("hash", folder.toString()).err());
    }

    @Test
    void a_picture_has_its_hashes_and_quality() throws IOException {
        Path file = picture("a.png", 7);
        JsonNode pdq = lines(run("hash", file.toString())).get(0);
        Pdq expected = Pdq.of(SamplePictures.scene(7, 300, 200));
        assertEquals(
                "{\"file\":\"" + file + "\",\"type\":\"image_pdq\",\"value\":\""
                        + expected.fingerprint().canonical() + "\",\"quality\":" + expected.quality() + "}",
                pdq.toString());
        assertEquals(List.of("image_pdq", "image_md5", "image_sha256"), types(run("hash", file.toString())));
        List<JsonNode> turned = lines(run("hash", "--turned", "--type", "image_pdq", file.toString()));
        assertEquals(8, turned.size());
        assertEquals("rotate_90", turned.get(1).get("turn").asText());
    }

    @Test
    void broken_files_are_named_and_the_others_hashed() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("hash", "--json"));
        byte[] png = Files.readAllBytes(picture("good.png", 7));
        byte[] jpeg = SamplePictures.jpeg(SamplePictures.scene(7, 300, 200), 0.8f, false);
        List<Path> broken = List.of(
                write("a-empty.jpg", new byte[0]),
                write("b-text.jpg", "not a picture".getBytes(StandardCharsets.UTF_8)),
                write("c-cut.png", Arrays.copyOf(png, png.length / 2)),
                write("d-cut.jpg", Arrays.copyOf(jpeg, jpeg.length / 2)),
                write("e-head.gif", "GIF89a".getBytes(StandardCharsets.UTF_8)),
                write("f.heic", "ftypheic".getBytes(StandardCharsets.UTF_8)));
        Run run = run("hash", home.toString());
        assertEquals(Exit.REJECTED, run.exit());
        assertEquals(List.of("image_pdq", "image_md5", "image_sha256"), types(run));
        List<String> said = run.err().lines().toList();
        for (int i = 0; i < broken.size(); i++) {
            assertTrue(said.get(i).matches("\\Q" + broken.get(i) + "\\E: it .{3,}"), said.get(i));
        }
        assertEquals("6 of 7 could not be hashed.", said.get(6));

        broken.forEach(file -> arguments.add(file.toString()));
        Run machine = run(arguments.toArray(String[]::new));
        assertEquals(
                broken.stream().map(Path::toString).toList(),
                lines(machine).stream()
                        .filter(line -> line.hasNonNull("error"))
                        .map(line -> line.get("file").asText())
                        .toList());
    }

    @Test
    void names_come_from_standard_input_and_one_that_is_missing_stops_nothing() throws IOException {
        Path file = picture("a.png", 7);
        Run run = Run.In.home(home)
                .typing(file + "\n\n" + home.resolve("missing.jpg") + "\n" + file + "\n")
                .run("hash", "--type", "image_md5", "-");
        assertEquals(Exit.REJECTED, run.exit());
        assertEquals(2, lines(run).size());
        assertTrue(run.err().startsWith(home.resolve("missing.jpg") + ": there is no such file"), run.err());
        assertEquals(
                Exit.USAGE, run("hash", home.resolve("missing.jpg").toString()).exit());
        assertEquals(Exit.USAGE, run("hash").exit());
        assertEquals(
                Exit.USAGE, run("hash", "--type", "image_sha1", file.toString()).exit());
    }

    @Test
    void a_video_is_known_by_its_name_and_not_decoded() throws IOException {
        Path video = write("film.MP4", "any bytes".getBytes(StandardCharsets.UTF_8));
        List<JsonNode> lines = lines(run("hash", video.toString()));
        assertEquals("video_md5", lines.get(0).get("type").asText());
        assertEquals(
                HexFormat.of().formatHex(Hashes.sha256("any bytes")),
                lines.get(1).get("value").asText());
    }

    @Test
    void lines_of_text_have_hashes_and_lines_that_are_too_short_a_reason() {
        Run run = Run.In.home(home)
                .typing(
                        "Carved bangles of genuine mammoth ivory, antique, shipped worldwide\nshort\n\nSmall ivory figurines\n")
                .run("hash", "--text", "-");
        assertEquals(Exit.REJECTED, run.exit());
        assertEquals(
                List.of("1 text_sha256", "1 text_tlsh", "4 text_sha256"),
                lines(run).stream()
                        .map(line -> line.get("line").asInt() + " "
                                + line.get("type").asText())
                        .toList());
        assertTrue(run.err().startsWith("-:2: the text is too short"), run.err());
    }

    @Test
    void two_spellings_of_an_address_have_one_hash() {
        Run run = Run.In.home(home)
                .typing("https://Example.com/item/1?utm_source=x\nhttps://example.com:443/item/1\nno address\n")
                .run("hash", "--link", "-");
        assertEquals(Exit.REJECTED, run.exit());
        assertEquals(lines(run).get(0).get("value"), lines(run).get(1).get("value"));
    }

    @Test
    void accounts_are_hashed_under_the_current_key_of_the_server() throws IOException {
        try (FaultyServer server = new FaultyServer()) {
            Run run = Run.In.home(home)
                    .withCredentialsOf(server)
                    .typing("+39 06 1234567\n06 1234567\n")
                    .run("hash", "--account", "phone", "--region", "IT", "-");
            assertEquals(Exit.DONE, run.exit(), run.err());
            JsonNode first = lines(run).get(0);
            assertEquals("account_hmac", first.get("type").asText());
            assertEquals(2, first.get("keyVersion").asInt());
            assertEquals(first.get("value"), lines(run).get(1).get("value"));
            Run wrong = Run.In.home(home).withCredentialsOf(server).run("hash", "--account", "name", "-");
            assertEquals(Exit.USAGE, wrong.exit());
        }
    }

    private Run run(String... arguments) {
        return Run.In.home(home).run(arguments);
    }

    private Path picture(String name, long seed) throws IOException {
        return write(name, SamplePictures.file(SamplePictures.scene(seed, 300, 200), "png"));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(home.resolve(name), bytes);
    }

    private static List<String> types(Run run) {
        return lines(run).stream().map(line -> line.get("type").asText()).collect(Collectors.toList());
    }

    private static List<JsonNode> lines(Run run) {
        return run.out()
                .lines()
                .map(line -> Json.readLeniently(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
