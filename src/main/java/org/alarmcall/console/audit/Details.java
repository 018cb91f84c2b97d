package org.alarmcall.console.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.alarmcall.platform.PlainText;

/**
 * The details of an entry as people read them: a line for each value, named by its way through the JSON.
 *
 * @param more values that are left out
 */
public record Details(List<Line> lines, int more) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHORT_LINES = 6;
    private static final int SHORT_VALUE = 120;

    public record Line(String name, String value) {}

    /** All of it. */
    static Details of(String json) {
        List<Line> lines = new ArrayList<>();
        try {
            add(lines, "", JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the audit log holds what is no JSON", e);
        }
        return new Details(lines, 0);
    }

    /** The first lines, cut to a length that a table has room for. */
    static Details shortOf(String json) {
        List<Line> all = of(json).lines();
        return new Details(
                all.stream()
                        .limit(SHORT_LINES)
                        .map(line -> new Line(
                                PlainText.shown(line.name(), SHORT_VALUE), PlainText.shown(line.value(), SHORT_VALUE)))
                        .toList(),
                Math.max(0, all.size() - SHORT_LINES));
    }

    private static void add(List<Line> lines, String name, JsonNode node) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                add(lines, name.isEmpty() ? field.getKey() : name + " · " + field.getKey(), field.getValue());
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                add(lines, name + " " + (i + 1), node.get(i));
            }
        } else {
            lines.add(new Line(name, node.isNull() ? "–" : node.asText()));
        }
    }
}
