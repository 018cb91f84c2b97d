package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "tactics",
        mixinStandardHelpOptions = true,
        description = "How sellers evade detection: what is published, and your member's reports.",
        subcommands = {TacticsCommand.ListAll.class, TacticsCommand.Show.class, TacticsCommand.Report.class})
final class TacticsCommand implements Callable<Integer> {

    private static final String JSON = "application/json";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Exit.USAGE;
    }

    private static String path(String collection) {
        return "/collections/" + Call.encode(collection) + "/tactics";
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "What is published, newest first; with --mine or --state, your member's own reports.")
    static final class ListAll implements Callable<Integer> {

        private static final int PAGE = 1000;

        private final Shell shell;

        @Mixin
        private Connection connection = new Connection();

        @Option(names = "--collection", required = true, paramLabel = "SLUG", description = "The collection.")
        private String collection = "";

        @Option(names = "--query", paramLabel = "WORDS", description = "Words to search: \"a phrase\", or, -without.")
        private @Nullable String query;

        @Option(names = "--taxon", paramLabel = "NAME", description = "Scientific name; a genus finds its species.")
        private @Nullable String taxon;

        @Option(names = "--term", paramLabel = "CODE", description = "CITES trade term.")
        private @Nullable String term;

        @Option(names = "--language", paramLabel = "TAG", description = "Language of the listings, BCP 47.")
        private @Nullable String language;

        @Option(names = "--technique", paramLabel = "CODE", description = "Code of the vocabulary.")
        private @Nullable String technique;

        @Option(names = "--mine", description = "Your member's own reports, in any state.")
        private boolean mine;

        @Option(names = "--state", paramLabel = "STATE", description = "Your member's own reports in this state.")
        private @Nullable String state;

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "100",
                description = "Not more than so many. Default: ${DEFAULT-VALUE}.")
        private int limit;

        ListAll(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            if (limit < 1) {
                throw Failure.usage("--limit must be at least 1.");
            }
            Server server = connection.connect(shell);
            String cursor = "";
            int left = limit;
            do {
                JsonNode page = server.json(Call.get(path(collection) + query(Math.min(PAGE, left), cursor), JSON));
                for (JsonNode tactic : page.path("items")) {
                    print(tactic);
                    left--;
                }
                cursor = page.hasNonNull("next") ? page.path("next").asText() : "";
            } while (left > 0 && !cursor.isEmpty());
            return Exit.DONE;
        }

        private String query(int size, String cursor) {
            Map<String, @Nullable String> asked = new LinkedHashMap<>();
            asked.put("q", query);
            asked.put("taxon", taxon);
            asked.put("term", term);
            asked.put("language", language);
            asked.put("technique", technique);
            asked.put("state", state);
            asked.put("mine", mine ? "true" : null);
            asked.put("cursor", cursor.isEmpty() ? null : cursor);
            StringBuilder text = new StringBuilder("?limit=" + size);
            asked.forEach((name, value) -> {
                if (value != null) {
                    text.append('&').append(name).append('=').append(Call.encode(value));
                }
            });
            return text.toString();
        }

        private void print(JsonNode tactic) {
            shell.out()
                    .println(
                            connection.json
                                    ? Json.line(tactic)
                                    : "%s  %-9s  %.10s  %s"
                                            .formatted(
                                                    tactic.path("id").asText(),
                                                    tactic.path("state").asText(),
                                                    tactic.path("firstSeen").asText(),
                                                    tactic.path("title").asText()));
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "A tactic in full.")
    static final class Show implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private Connection connection = new Connection();

        @Option(names = "--collection", required = true, paramLabel = "SLUG", description = "The collection.")
        private String collection = "";

        @Parameters(paramLabel = "ID", description = "As list shows it.")
        private String id = "";

        Show(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            JsonNode tactic = connection.connect(shell).json(Call.get(path(collection) + '/' + Call.encode(id), JSON));
            if (connection.json) {
                shell.out().println(Json.line(tactic));
                return Exit.DONE;
            }
            JsonNode labels = tactic.path("labels");
            shell.out().println(tactic.path("title").asText());
            row("state", tactic.path("state").asText() + reason(tactic));
            row("first seen", tactic.path("firstSeen").asText());
            row(
                    "of",
                    String.join(
                            " ",
                            labels.path("taxon").path("scientificName").asText(),
                            labels.path("term").asText(""),
                            labels.path("language").asText("")));
            row("techniques", joined(tactic.path("techniques")));
            for (JsonNode word : tactic.path("codeWords")) {
                row("code word", codeWord(word));
            }
            if (!tactic.path("listings").isEmpty()) {
                row("your listings", joined(tactic.path("listings")));
            }
            row("sharing", "TLP:" + tactic.path("tlp").asText());
            shell.out().println();
            shell.out().println(tactic.path("narrative").asText().replace("\r", ""));
            return Exit.DONE;
        }

        private static String reason(JsonNode tactic) {
            return (tactic.hasNonNull("mergedInto")
                            ? " into " + tactic.path("mergedInto").asText()
                            : "")
                    + (tactic.hasNonNull("reason")
                            ? ": " + tactic.path("reason").asText()
                            : "");
        }

        private static String codeWord(JsonNode word) {
            return word.path("term").asText() + " (" + word.path("language").asText() + "): "
                    + word.path("meaning").asText()
                    + (word.path("requires").isEmpty() ? "" : "; beside " + joined(word.path("requires")))
                    + (word.path("excludes").isEmpty() ? "" : "; not beside " + joined(word.path("excludes")))
                    + "; until " + word.path("sunset").asText();
        }

        private void row(String name, String value) {
            shell.out().printf("  %-14s%s%n", name, value.strip());
        }

        private static String joined(JsonNode texts) {
            StringBuilder all = new StringBuilder();
            texts.forEach(text -> all.append(all.isEmpty() ? "" : ", ").append(text.asText()));
            return all.toString();
        }
    }

    @Command(
            name = "report",
            mixinStandardHelpOptions = true,
            description = {
                "Reports a tactic: a JSON file as docs/tactics.md has it, or the options.",
                "Says what likely twins are known. Code words need a file."
            })
    static final class Report implements Callable<Integer> {

        private static final int MOST_BYTES = 1 << 20;

        private final Shell shell;

        @Mixin
        private Connection connection = new Connection();

        @Option(names = "--collection", required = true, paramLabel = "SLUG", description = "The collection.")
        private String collection = "";

        @Parameters(arity = "0..1", paramLabel = "FILE", description = "The report; - for standard input.")
        private @Nullable String file;

        @Option(names = "--title", paramLabel = "TEXT", description = "One line.")
        private @Nullable String title;

        @Option(names = "--narrative", paramLabel = "TEXT", description = "What sellers do; no personal data.")
        private @Nullable String narrative;

        @Option(names = "--first-seen", paramLabel = "DATE", description = "A date or a time.")
        private @Nullable String firstSeen;

        @Option(names = "--taxon", paramLabel = "NAME", description = "Scientific name.")
        private @Nullable String taxon;

        @Option(names = "--policy-category", paramLabel = "CODE", description = "For example ivory.")
        private @Nullable String policyCategory;

        @Option(names = "--term", paramLabel = "CODE", description = "CITES trade term.")
        private @Nullable String term;

        @Option(names = "--language", paramLabel = "TAG", description = "Language of the listings, BCP 47.")
        private @Nullable String language;

        @Option(names = "--technique", split = ",", paramLabel = "CODE", description = "Codes of the vocabulary.")
        private List<String> techniques = List.of();

        @Option(names = "--listing", split = ",", paramLabel = "REF", description = "References of your listings.")
        private List<String> listings = List.of();

        Report(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() throws IOException {
            if ((file == null) == (title == null)) {
                throw Failure.usage("Name a file with the report, or say it with --title and the other options.");
            }
            byte[] body = file == null ? Json.line(ofOptions()).getBytes(StandardCharsets.UTF_8) : read(file);
            JsonNode answer = connection.connect(shell).json(Call.post(path(collection), JSON, body));
            if (connection.json) {
                shell.out().println(Json.line(answer));
                return Exit.DONE;
            }
            shell.out()
                    .println("Reported " + answer.path("id").asText() + ": "
                            + answer.path("state").asText() + ".");
            for (JsonNode twin : answer.path("similar")) {
                shell.out()
                        .printf(
                                "  %3.0f %% like %s  %s%n",
                                100 * twin.path("similarity").asDouble(),
                                twin.path("id").asText(),
                                twin.path("title").asText());
            }
            return Exit.DONE;
        }

        private ObjectNode ofOptions() {
            ObjectNode report = Json.object();
            put(report, "title", title);
            put(report, "narrative", narrative);
            put(report, "firstSeen", firstSeen);
            ObjectNode labels = report.putObject("labels");
            put(labels.putObject("taxon"), "scientificName", taxon);
            put(labels, "term", term);
            put(labels, "language", language);
            put(labels, "policyCategory", policyCategory);
            ArrayNode codes = report.putArray("techniques");
            techniques.forEach(codes::add);
            ArrayNode references = report.putArray("listings");
            listings.forEach(references::add);
            return report;
        }

        private static void put(ObjectNode object, String name, @Nullable String value) {
            if (value != null) {
                object.put(name, value);
            }
        }

        private byte[] read(String name) throws IOException {
            try (InputStream in = name.equals("-") ? shell.in() : Files.newInputStream(Path.of(name))) {
                byte[] bytes = in.readNBytes(MOST_BYTES + 1);
                if (bytes.length > MOST_BYTES) {
                    throw Failure.usage(name + " is larger than a report may be.");
                }
                return bytes;
            } catch (java.nio.file.NoSuchFileException e) {
                throw Failure.usage("There is no file " + name + ".");
            }
        }
    }
}
