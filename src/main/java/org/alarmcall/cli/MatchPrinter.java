package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.alarmcall.cli.hashing.Hash;
import org.alarmcall.cli.hashing.Hashed;
import org.alarmcall.fingerprint.Turn;

/** Prints matches: a table for people, a JSON object a line for machines. */
final class MatchPrinter {

    private static final String ROW = "%8s  %-12s  %-12s  %-16s  %-36s  %s%n";

    private final Shell shell;
    private final boolean json;
    private boolean begun;

    MatchPrinter(Shell shell, boolean json) {
        this.shell = shell;
        this.json = json;
    }

    void match(Hashed item, Hash hash, Finder.Match match) {
        JsonNode indicator = match.indicator();
        if (json) {
            ObjectNode line = begin(item)
                    .put("matched", true)
                    .put("type", hash.fingerprint().type().wire())
                    .put("value", hash.fingerprint().canonical())
                    .put("distance", match.distance());
            if (hash.turn() != Turn.NONE) {
                line.put("turn", turn(hash));
            }
            shell.out().println(Json.line(line.set("indicator", indicator)));
        } else {
            row(
                    "" + match.distance(),
                    hash.fingerprint().type().wire(),
                    indicator.path("tier").asText("-"),
                    indicator.path("labels").path("policyCategory").asText("-"),
                    indicator.path("id").asText("-"),
                    item.place() + (hash.turn() == Turn.NONE ? "" : " (" + turn(hash) + ")"));
        }
    }

    void noMatch(Hashed item) {
        if (json) {
            shell.out().println(Json.line(begin(item).put("matched", false)));
        } else {
            row("-", "no match", "", "", "", item.place());
        }
    }

    void problem(Hashed item, String problem) {
        shell.say(item.place() + ": " + problem);
        if (json) {
            shell.out().println(Json.line(begin(item).put("error", problem)));
        }
    }

    void note(Hashed item, String note) {
        shell.say(item.place() + ": " + note);
    }

    void flush() {
        shell.out().flush();
    }

    private static ObjectNode begin(Hashed item) {
        ObjectNode line = Json.object().put("file", item.file());
        return item.line() == 0 ? line : line.put("line", item.line());
    }

    private static String turn(Hash hash) {
        return hash.turn().name().toLowerCase(Locale.ROOT);
    }

    private void row(String... cells) {
        if (!begun) {
            begun = true;
            shell.out().printf(ROW, "DISTANCE", "TYPE", "TIER", "POLICY", "INDICATOR", "FILE");
        }
        shell.out().printf(ROW, (Object[]) cells);
    }
}
