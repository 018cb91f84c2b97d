package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "push",
        mixinStandardHelpOptions = true,
        description =
                "Sends a month of your member, a row for each policy category. It takes the place of what was sent.")
final class ImpactPushCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";
    private static final Pattern OF_ROW = Pattern.compile("/rows/([0-9]{1,6})(/.*)?");

    private final Shell shell;

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--month", required = true, paramLabel = "yyyy-MM", description = "The month that the file is of.")
    private String month = "";

    @Parameters(paramLabel = "FILE", description = "CSV with a header row; - for standard input.")
    private String file = "";

    ImpactPushCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Server server = connection.connect(shell);
        String path = "/impact/" + Call.encode(month);
        server.json(Call.get(path, "application/json")); // a wrong month is said first, whatever the file holds
        ImpactRows rows = read();
        if (!rows.misshapen().isEmpty()) {
            rows.misshapen().forEach(row -> print(row.line(), row.pointer(), row.reason()));
            return nothingStored();
        }
        byte[] body = Json.line(rows.body()).getBytes(StandardCharsets.UTF_8);
        try {
            JsonNode stored = server.json(Call.put(path, "application/json", body));
            report(stored);
            return Exit.DONE;
        } catch (Refusal refusal) {
            if (refusal.status() != 422 || refusal.problem().path("errors").isEmpty()) {
                throw refusal;
            }
            refusal.problem().path("errors").forEach(error -> reject(error, rows.lines()));
            return nothingStored();
        }
    }

    private int nothingStored() {
        shell.say("Nothing was stored: a month is sent as a whole.");
        return Exit.REJECTED;
    }

    private ImpactRows read() {
        try (Reader reader = file.equals(STANDARD_INPUT)
                ? new InputStreamReader(shell.in(), StandardCharsets.UTF_8)
                : Files.newBufferedReader(existing())) {
            return ImpactRows.read(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path existing() {
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            throw Failure.usage(file + " can't be read.");
        }
        return path;
    }

    private void report(JsonNode stored) {
        if (connection.json) {
            ObjectNode event = Json.object().put("event", "month");
            shell.out().println(Json.line(event.setAll((ObjectNode) stored)));
        } else {
            int rows = stored.path("rows").size();
            shell.out()
                    .printf(
                            "%s: %s stored%n",
                            stored.path("month").asText(), Counted.of(rows, "category", "categories"));
        }
    }

    private void reject(JsonNode error, List<Integer> lines) {
        String pointer = error.path("pointer").asText();
        String detail = error.path("detail").asText();
        Matcher ofRow = OF_ROW.matcher(pointer);
        int row = ofRow.matches() ? Integer.parseInt(ofRow.group(1)) : Integer.MAX_VALUE;
        Integer line = row < lines.size() ? lines.get(row) : null;
        print(line, line == null ? pointer : Optional.ofNullable(ofRow.group(2)).orElse(""), detail);
    }

    private void print(@Nullable Integer line, String pointer, String reason) {
        if (connection.json) {
            shell.out()
                    .println(Json.line(Json.object()
                            .put("event", "rejected")
                            .put("file", file)
                            .put("line", line)
                            .put("pointer", pointer)
                            .put("reason", reason)));
        } else {
            String place = line == null ? "" : ":" + line;
            shell.out().println(file + place + ": " + (pointer.isEmpty() ? "" : pointer + ": ") + reason);
        }
    }
}
