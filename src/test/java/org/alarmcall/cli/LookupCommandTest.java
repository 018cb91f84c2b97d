package org.alarmcall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.alarmcall.fingerprint.Hashes;
import org.alarmcall.fingerprint.Pdq;
import org.alarmcall.fingerprint.PictureLimits;
import org.alarmcall.fingerprint.Pictures;
import org.alarmcall.fingerprint.SamplePictures;
import org.alarmcall.testing.TestPictures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookupCommandTest {

    private static final String[] ONLINE = {"--collection", "ivory"};

    @TempDir
    Path home = Path.of(".");

    private final BufferedImage scene = SamplePictures.scene(7, 300, 200);
    private FaultyServer server = connected();
    private Path known = home;
    private Path unknown = home;

    private static FaultyServer connected() {
        try {
            return new FaultyServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The feed has a picture near to the known one, and the file itself. */
    @BeforeEach
    void fillFeed() throws IOException {
        byte[] jpeg = SamplePictures.jpeg(scene, 0.9f, false);
        known = Files.write(home.resolve("known.jpg"), jpeg);
        unknown = Files.write(
                home.resolve("unknown.jpg"), SamplePictures.jpeg(SamplePictures.scene(8, 200, 200), 0.9f, false));
        server.feed.upsert(1, "image_pdq", TestPictures.near(pdq(known), 9), 1);
        server.feed.upsert(2, "image_sha256", HexFormat.of().formatHex(Hashes.sha256(jpeg)), 1);
        for (int i = 3; i < 200; i++) {
            server.feed.upsert(i, "image_pdq", TestPictures.pdq(), 1);
            server.feed.upsert(i + 1000, 1);
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_known_file_matches_near_and_exactly() {
        Run run = lookup(ONLINE, "--json", known.toString());
        assertEquals(Exit.DONE, run.exit(), run.err());
        assertEquals(List.of("image_pdq 9 true", "image_sha256 0 true"), brief(run));
        assertEquals("reviewed", lines(run).get(0).get("indicator").get("tier").asText());
        Run table = lookup(ONLINE, known.toString(), unknown.toString());
        assertEquals(Exit.REJECTED, table.exit());
        List<String> rows = table.out().lines().toList();
        assertTrue(rows.get(0).startsWith("DISTANCE  TYPE"), rows.get(0));
        assertTrue(rows.get(1).matches(" +9 +image_pdq +reviewed .*known.jpg"), rows.get(1));
        assertTrue(rows.get(3).matches(" +- +no match .*unknown.jpg"), rows.get(3));
    }

    @Test
    void the_copy_answers_as_the_server_does() throws IOException {
        Path copy = home.resolve("copy");
        assertEquals(
                Exit.DONE,
                connection()
                        .run("pull", "--collection", "ivory", "--into", copy.toString())
                        .exit());
        server.requests.clear();
        String[] offline = {"--offline", copy.toString()};
        Run run = Run.In.home(home).run(with("lookup", offline, "--json", known.toString(), unknown.toString()));
        assertEquals(Exit.REJECTED, run.exit());
        assertEquals(List.of(), server.requests);
        assertEquals(
                lookup(ONLINE, "--json", known.toString(), unknown.toString()).out(), run.out());
        assertTrue(run.err().contains("copy of ivory at position"), run.err());

        Path partial = home.resolve("partial");
        connection().run("pull", "--collection", "ivory", "--type", "image_pdq", "--into", partial.toString());
        Run missing = Run.In.home(home)
                .run("lookup", "--offline", partial.toString(), "--type", "image_md5", known.toString());
        assertEquals(Exit.USAGE, missing.exit());
        assertEquals(
                Exit.USAGE,
                Run.In.home(home)
                        .run("lookup", "--offline", home.toString(), known.toString())
                        .exit());
    }

    @Test
    void in_private_only_prefixes_are_sent() {
        Run run = lookup(ONLINE, "--private", "--json", known.toString());
        assertEquals(Exit.DONE, run.exit(), run.err());
        assertEquals(List.of("image_sha256 0 true"), brief(run));
        assertEquals(1, server.requests.size(), "ranges of one file add up");
        assertTrue(server.requests.get(0).matches("/collections/ivory/lookup/image_sha256/[0-9a-f]{5}"));
        assertEquals(
                Exit.REJECTED, lookup(ONLINE, "--private", unknown.toString()).exit());
        assertEquals(
                Exit.USAGE,
                lookup(ONLINE, "--private", "--type", "image_pdq", known.toString())
                        .exit());
    }

    @Test
    void in_private_one_type_of_a_file_is_asked_for() throws IOException {
        Path video = Files.writeString(home.resolve("film.mp4"), "any bytes");
        lookup(ONLINE, "--private", video.toString());
        lookup(ONLINE, "--private", "--type", "image_md5,video_md5", known.toString(), video.toString());
        assertEquals(
                List.of("video_sha256", "image_md5", "video_md5"),
                server.requests.stream().map(request -> request.split("/")[4]).toList());
        server.requests.clear();
        for (String media : List.of("image", "video")) {
            Run both = lookup(ONLINE, "--private", "--type", media + "_md5," + media + "_sha256", known.toString());
            assertEquals(Exit.USAGE, both.exit());
            assertTrue(both.err().contains("choose " + media + "_md5 or " + media + "_sha256"), both.err());
        }
        assertEquals(List.of(), List.copyOf(server.requests));
    }

    @Test
    void a_turned_picture_is_found_when_asked_for() throws IOException {
        BufferedImage turned = SamplePictures.turned(scene, new AffineTransform(0, 1, -1, 0, 1, 0));
        Path file = Files.write(home.resolve("turned.png"), SamplePictures.file(turned, "png"));
        server.feed.upsert(5_000, "image_pdq", pdq(known), 1);
        assertEquals(
                Exit.REJECTED,
                lookup(ONLINE, "--type", "image_pdq", file.toString()).exit());
        Run run = lookup(ONLINE, "--type", "image_pdq", "--turned", "--json", file.toString());
        assertEquals(Exit.DONE, run.exit(), run.err());
        assertTrue(lines(run).get(0).get("turn").asText().startsWith("rotate"), run.out());
    }

    @Test
    void a_value_is_looked_up_by_its_type() throws IOException {
        String[] value = {"--collection", "ivory", "--type", "image_pdq", "--value", pdq(known)};
        assertEquals(Exit.DONE, lookup(value).exit());
        assertEquals(Exit.REJECTED, lookup(value, "--max-distance", "8").exit());
        assertEquals(Exit.USAGE, lookup(value, "--max-distance", "32").exit());
        assertEquals(
                Exit.USAGE,
                lookup(ONLINE, "--type", "image_md5", "--value", "xyz").exit());
        assertEquals(Exit.USAGE, lookup(ONLINE, "--value", pdq(known)).exit());
        assertEquals(Exit.USAGE, lookup(ONLINE).exit());
        assertEquals(Exit.USAGE, lookup(new String[0], known.toString()).exit());
    }

    @Test
    void many_files_go_in_requests_of_a_thousand_queries_in_their_order() {
        List<String> arguments = new ArrayList<>(List.of("--json"));
        for (int i = 0; i < 350; i++) {
            arguments.add((i % 2 == 0 ? known : unknown).toString());
        }
        server.faults.addAll(List.of(FaultyServer.Fault.BUSY, FaultyServer.Fault.DROP));
        Run run = lookup(ONLINE, arguments.toArray(String[]::new));
        assertEquals(Exit.REJECTED, run.exit(), run.err());
        assertEquals(List.of(999, 999, 51), server.lookups.sizes.stream().toList());
        assertEquals(
                arguments.subList(1, arguments.size()),
                lines(run).stream()
                        .filter(line -> !line.path("type").asText().equals("image_sha256"))
                        .map(line -> line.get("file").asText())
                        .toList());
    }

    @Test
    void nothing_to_look_up_is_no_match() throws IOException {
        Path empty = Files.createDirectories(home.resolve("in"));
        Run run = lookup(ONLINE, empty.toString());
        assertEquals(Exit.REJECTED, run.exit());
        assertEquals("There is nothing to hash in " + empty + ".\n", run.err());
        assertEquals(List.of(), server.requests);
    }

    @Test
    void the_next_day_is_not_waited_for() {
        server.faults.add(FaultyServer.Fault.SPENT);
        Run run = lookup(ONLINE, known.toString());
        assertEquals(Exit.SERVER, run.exit());
        assertEquals(1, server.requests.size());
        assertTrue(run.err().contains("too-many-requests"), run.err());
    }

    @Test
    void a_picture_without_detail_is_not_looked_up_near() throws IOException {
        Path flat = Files.write(
                home.resolve("flat.png"), SamplePictures.file(SamplePictures.flat(0x808080, 90, 90), "png"));
        Run run = lookup(ONLINE, flat.toString());
        assertEquals(Exit.REJECTED, run.exit());
        assertTrue(
                run.err().contains("flat.png: not looked up by all it has: its image_pdq has the quality 0"),
                run.err());
        assertEquals(List.of(2), server.lookups.sizes);
    }

    @Test
    void accounts_are_looked_up_under_all_keys() {
        Run run = connection().typing("seller@example.com\n").run(with("lookup", ONLINE, "--account", "email", "-"));
        assertEquals(Exit.REJECTED, run.exit(), run.err());
        assertEquals(List.of(2), server.lookups.sizes);
    }

    private Run.In connection() {
        return Run.In.home(home).withCredentialsOf(server);
    }

    private Run lookup(String[] first, String... more) {
        return connection().run(with("lookup", first, more));
    }

    private static String[] with(String command, String[] first, String... more) {
        List<String> all = new ArrayList<>(List.of(command, "--retry-delay-millis", "1"));
        all.addAll(List.of(first));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static String pdq(Path file) throws IOException {
        return Pdq.of(new Pictures(PictureLimits.DEFAULT).read(file))
                .fingerprint()
                .canonical();
    }

    private static List<String> brief(Run run) {
        return lines(run).stream()
                .map(line ->
                        line.get("type").asText() + " " + line.get("distance").asInt() + " "
                                + line.get("matched").asBoolean())
                .toList();
    }

    private static List<JsonNode> lines(Run run) {
        return run.out()
                .lines()
                .map(line -> Json.readLeniently(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
