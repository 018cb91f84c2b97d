package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "The coalition's totals. What too few members fill is not in them.")
final class ImpactShowCommand implements Callable<Integer> {

    private static final String ROW = "%-8s %-20s %7s %14s %10s %10s %10s %12s %12s%n";

    private final Shell shell;

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--from", paramLabel = "yyyy-MM", description = "First month. Default: eleven before the last.")
    @Nullable
    private String from;

    @Option(names = "--to", paramLabel = "yyyy-MM", description = "Last month. Default: the present one.")
    @Nullable
    private String to;

    @Option(
            names = "--by",
            defaultValue = "cell",
            paramLabel = "cell|month|category",
            description = "What a row is. Default: ${DEFAULT-VALUE}, a month and category.")
    private String by = "cell";

    @Option(names = "--csv", description = "The server's CSV, as it is.")
    private boolean csv;

    ImpactShowCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Server server = connection.connect(shell);
        if (csv) {
            String answer = server.call(
                    Call.get(path(), "text/csv"),
                    (headers, body) -> new String(body.readAllBytes(), StandardCharsets.UTF_8));
            shell.out().print(answer);
            return Exit.DONE;
        }
        JsonNode totals = server.json(Call.get(path(), "application/json"));
        if (connection.json) {
            totals.path("items").forEach(row -> shell.out().println(Json.line(event("row", totals, row))));
            shell.out().println(Json.line(event("total", totals, totals.path("total"))));
        } else {
            shell.out()
                    .printf(
                            ROW,
                            "month",
                            "category",
                            "members",
                            "scanned",
                            "matched",
                            "confirmed",
                            "removed",
                            "before view",
                            "by signals");
            totals.path("items").forEach(this::print);
            print(totals.path("total"));
            shell.out()
                    .printf(
                            "%d of %d cells not shown: too few members fill them, or nobody. Definitions %s.%n",
                            totals.path("total").path("suppressedCells").asInt(),
                            totals.path("total").path("suppressedCells").asInt()
                                    + totals.path("total").path("cells").asInt(),
                            totals.path("definitions").asText());
        }
        return Exit.DONE;
    }

    private String path() {
        List<String> query = new ArrayList<>(List.of("by=" + Call.encode(by)));
        if (from != null) {
            query.add("from=" + Call.encode(from));
        }
        if (to != null) {
            query.add("to=" + Call.encode(to));
        }
        return "/impact?" + String.join("&", query);
    }

    private static ObjectNode event(String name, JsonNode totals, JsonNode row) {
        ObjectNode event = Json.object()
                .put("event", name)
                .put("definitions", totals.path("definitions").asText());
        return event.setAll((ObjectNode) row);
    }

    private void print(JsonNode row) {
        shell.out()
                .printf(
                        Locale.ROOT,
                        ROW,
                        row.path("month").asText("all"),
                        row.path("policyCategory").asText("all"),
                        row.path("members").isNull() ? "" : row.path("members").asText(),
                        number(row, "scanned"),
                        number(row, "matched"),
                        number(row, "confirmed"),
                        number(row, "removed"),
                        percent(row, "shareRemovedBeforeView"),
                        percent(row, "shareFromSharedSignals"));
    }

    private static String number(JsonNode row, String key) {
        return String.format(Locale.ROOT, "%,d", row.path(key).asLong());
    }

    private static String percent(JsonNode row, String key) {
        JsonNode share = row.path(key);
        return share.isNumber() ? String.format(Locale.ROOT, "%.1f %%", 100 * share.asDouble()) : "–";
    }
}
