package org.alarmcall;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What an OpenAPI 3.1 document promises about responses: which status, which media type, which body. Stricter than JSON
 * Schema by itself: an object has no keys but those that are named, where the document does not say otherwise.
 */
final class OpenApiContract {

    /** An answer as it came over the wire. */
    record Answer(int status, @Nullable String contentType, String body) {}

    private static final String PROBLEM = "application/problem+json";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final int LINES_CHECKED = 2_000;
    private static final ObjectMapper JSON = new JsonMapper();

    private record Template(String path, Pattern pattern, JsonNode operations) {}

    private final JsonNode document;
    private final List<Template> templates = new ArrayList<>();
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            Dialects.getDraft202012(),
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    private OpenApiContract(JsonNode document) {
        this.document = document;
        close(document.path("components").path("schemas"));
        document.path("paths").forEachEntry((path, operations) -> {
            close(operations);
            String pattern = "\\Q" + path.replaceAll("\\{[^}]*}", "\\\\E[^/]+\\\\Q") + "\\E";
            templates.add(new Template(path, Pattern.compile(pattern), operations));
        });
        // A literal segment wins over a parameter
        templates.sort(Comparator.comparingLong(
                template -> template.path().chars().filter(c -> c == '{').count()));
    }

    static OpenApiContract of(Path yaml) {
        try {
            return parse(Files.readString(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static OpenApiContract parse(String yaml) {
        return new OpenApiContract(new YAMLMapper().readTree(yaml.replace("#/components/schemas/", "#/$defs/")));
    }

    /** {@code METHOD /path} of each operation. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        for (Template template : templates) {
            template.operations().forEachEntry((method, operation) -> {
                if (METHODS.contains(method)) {
                    operations.add(method.toUpperCase(Locale.ROOT) + " " + template.path());
                }
            });
        }
        return operations;
    }

    /** What is wrong with an answer; empty when it is as the document says. */
    List<String> violations(String method, String path, Answer answer) {
        Template template = find(path);
        if (template == null) {
            return outside(404, answer, "the document has no such path");
        }
        boolean head = method.equalsIgnoreCase("HEAD");
        JsonNode operation = template.operations().path(head ? "get" : method.toLowerCase(Locale.ROOT));
        if (operation.isMissingNode()) {
            return outside(405, answer, "the document has no such method for " + template.path());
        }
        JsonNode response = resolve(operation.path("responses").path(Integer.toString(answer.status())));
        if (response.isMissingNode()) {
            return List.of("the status " + answer.status() + " is not documented; documented are "
                    + operation.path("responses").propertyNames());
        }
        return head ? List.of() : body(response.path("content"), answer);
    }

    /** A parameter at the end may be one that takes slashes: OpenAPI has no word for it. */
    private @Nullable Template find(String path) {
        for (Template template : templates) {
            if (template.pattern().matcher(path).matches()) {
                return template;
            }
        }
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? null : findEndingInParameter(path.substring(0, slash));
    }

    private @Nullable Template findEndingInParameter(String shorter) {
        Template template = find(shorter);
        return template != null && template.path().endsWith("}") ? template : null;
    }

    /** What is not in the document may only be refused, in the words of all errors. */
    private List<String> outside(int expected, Answer answer, String why) {
        if (answer.status() != expected) {
            return List.of(why + ", so the status must be " + expected);
        }
        ObjectNode content = JSON.createObjectNode();
        content.putObject(PROBLEM).putObject("schema").put("$ref", "#/$defs/Problem");
        return body(content, answer);
    }

    private List<String> body(JsonNode content, Answer answer) {
        if (content.isEmpty()) {
            return answer.body().isEmpty() ? List.of() : List.of("a body came, but none is documented");
        }
        if (answer.contentType() == null) {
            return List.of("there is no Content-Type; documented are " + content.propertyNames());
        }
        String mediaType = answer.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        JsonNode media = content.path(mediaType);
        if (media.isMissingNode()) {
            return List.of(
                    "the media type " + mediaType + " is not documented; documented are " + content.propertyNames());
        }
        JsonNode schema = media.path("schema");
        if (mediaType.equals("application/x-ndjson")) {
            return lines(schema, answer.body());
        }
        return mediaType.endsWith("json") ? json(schema, answer.body()) : List.of();
    }

    private List<String> lines(JsonNode schema, String body) {
        if (body.isEmpty()) {
            return List.of();
        }
        List<String> violations = new ArrayList<>();
        if (!body.endsWith("\n")) {
            violations.add("the last line has no end");
        }
        // For NDJSON the document describes a line; a plain string says nothing about lines
        boolean described = !schema.path("type").asString("").equals("string");
        String[] lines = body.split("\n");
        for (int i = 0; described && i < Math.min(lines.length, LINES_CHECKED) && violations.isEmpty(); i++) {
            int line = i + 1;
            json(schema, lines[i]).forEach(violation -> violations.add("line " + line + ": " + violation));
        }
        return violations;
    }

    private List<String> json(JsonNode schema, String body) {
        JsonNode value;
        try {
            value = JSON.readTree(body);
        } catch (JacksonException e) {
            return List.of("the body is not JSON: " + e.getOriginalMessage());
        }
        if (value.isMissingNode()) {
            return List.of("the body is empty");
        }
        if (schema.isMissingNode()) {
            return List.of("the document has no schema for this body");
        }
        return schemas.computeIfAbsent(schema, this::compile).validate(value).stream()
                .map(Error::toString)
                .toList();
    }

    /** A schema that stands alone: with those that it refers to, under JSON Schema's name for them. */
    private Schema compile(JsonNode schema) {
        ObjectNode alone = ((ObjectNode) schema).deepCopy();
        alone.set("$defs", document.path("components").path("schemas"));
        return registry.getSchema(alone);
    }

    private JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.startsWith("#") ? document.at(reference.substring(1)) : node;
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")
                && !object.has("allOf")) {
            object.put("additionalProperties", false);
        }
        node.forEach(OpenApiContract::close);
    }
}
