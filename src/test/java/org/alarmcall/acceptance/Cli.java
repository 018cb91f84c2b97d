package org.alarmcall.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;

/** The command line as a process of its own, with a home folder of its own. */
final class Cli {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;

    Cli(Path home) throws IOException {
        this.home = Files.createDirectories(home);
    }

    record Result(int exit, String out, String err) {

        Result expect(int expected) {
            assertEquals(expected, exit, "exit code; it said:\n" + out + err);
            return this;
        }

        /** The lines of {@code --json}; fails when one is something else. */
        List<JsonNode> events() {
            return out.lines()
                    .map(line -> {
                        try {
                            return JSON.readTree(line);
                        } catch (IOException e) {
                            throw new AssertionFailedError("not JSON: " + line, e);
                        }
                    })
                    .toList();
        }
    }

    Path file(String name) {
        return home.resolve(name);
    }

    /** Runs with the stored credentials of {@code login}. */
    Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(home, "out", ".txt");
        Path err = Files.createTempFile(home, "err", ".txt");
        int exit = start(environment, out.toFile(), err.toFile(), arguments).waitFor();
        return new Result(exit, Files.readString(out), Files.readString(err));
    }

    Process start(Map<String, String> environment, File out, File err, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                System.getProperty("alarmcall.test.cli-jar", "")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("ALARMCALL_") || name.startsWith("XDG_"));
        variables.put("HOME", home.toString());
        variables.put("XDG_CONFIG_HOME", home.resolve("config").toString());
        variables.put("XDG_STATE_HOME", home.resolve("state").toString());
        variables.putAll(environment);
        return builder.start();
    }

    /** Brings the member's copy up to date, with the credentials in the environment. */
    Result pull(ServerProcess server, MemberClient client, String collection) throws IOException, InterruptedException {
        return run(environment(server, client), "pull", "--collection", collection, "--into", into(collection));
    }

    static Map<String, String> environment(ServerProcess server, MemberClient client) {
        return Map.of(
                "ALARMCALL_URL", server.uri().toString(),
                "ALARMCALL_CLIENT_ID", client.clientId(),
                "ALARMCALL_CLIENT_SECRET", client.clientSecret());
    }

    String into(String collection) {
        return home.resolve("copy-of-" + collection).toString();
    }

    /** What {@code current.ndjson} of the copy holds; fails when something is there twice. */
    Set<Indicator> copyOf(String collection) throws IOException {
        return idsOf(collection).keySet();
    }

    /** The same, with the ids that it has in the feed. */
    Map<Indicator, String> idsOf(String collection) throws IOException {
        Map<Indicator, String> ids = new HashMap<>();
        for (String line : Files.readAllLines(Path.of(into(collection)).resolve("current.ndjson"))) {
            JsonNode object = JSON.readTree(line);
            Indicator indicator = new Indicator(
                    object.get("type").asText(), object.get("value").asText());
            if (ids.put(indicator, object.get("id").asText()) != null) {
                throw new AssertionFailedError("twice in the copy: " + line);
            }
        }
        return ids;
    }

    /** Requests that an interrupted push remembers as answered. */
    long answeredRequests() throws IOException {
        Path folder = home.resolve("state/alarmcall/push");
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> journals = Files.list(folder)) {
            long lines = 0;
            for (Path journal : journals.toList()) {
                try (Stream<String> entries = Files.lines(journal)) {
                    lines += entries.filter(line -> line.contains("\"part\"")).count();
                }
            }
            return lines;
        }
    }
}
