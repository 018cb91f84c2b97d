package org.alarmcall;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The committed document is the contract: a change of the code that changes it shows in its diff. */
@QuarkusTest
class OpenApiTest {

    static final Path COMMITTED = Path.of("openapi/alarmcall.yaml");

    private static final String UPDATE = "alarmcall.openapi.update";
    private static final String HOW_TO_UPDATE =
            "Where the change is meant, write the file anew and look at its diff: ./mvnw test -Dtest=OpenApiTest -D"
                    + UPDATE + "=true";

    private static final ObjectMapper YAML = new YAMLMapper();

    @Test
    void theServerServesTheCommittedDocument() throws IOException {
        String served = given().accept("application/yaml")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(COMMITTED, served);
        }
        List<String> differences = new ArrayList<>();
        compare("", YAML.readTree(Files.readString(COMMITTED)), YAML.readTree(served), differences);
        assertTrue(
                differences.isEmpty(),
                () -> COMMITTED + " is not what the server serves.\n  "
                        + String.join("\n  ", differences.subList(0, Math.min(20, differences.size())))
                        + "\n" + HOW_TO_UPDATE);
    }

    @Test
    void everyOperationHasANameOfItsOwn() throws IOException {
        Set<String> names = new HashSet<>();
        for (JsonNode path : YAML.readTree(Files.readString(COMMITTED)).path("paths")) {
            for (JsonNode operation : path) {
                if (operation.has("responses")) {
                    String name = operation.path("operationId").asString("");
                    assertTrue(names.add(name), () -> "operationId '" + name + "' is missing or used twice");
                    assertEquals(true, operation.hasNonNull("summary"), () -> name + " has no summary");
                }
            }
        }
    }

    /** The places where two documents differ; the order of keys says nothing. */
    private static void compare(String pointer, JsonNode committed, JsonNode served, List<String> differences) {
        if (committed.isObject() && served.isObject()) {
            Set<String> keys = new java.util.TreeSet<>(committed.propertyNames());
            keys.addAll(served.propertyNames());
            for (String key : keys) {
                compare(pointer + "/" + key.replace("/", "~1"), committed.path(key), served.path(key), differences);
            }
        } else if (!committed.equals(served)) {
            differences.add((pointer.isEmpty() ? "/" : pointer) + ": committed " + shown(committed) + ", served "
                    + shown(served));
        }
    }

    private static String shown(JsonNode node) {
        if (node.isMissingNode()) {
            return "nothing";
        }
        String json = node.toString();
        return json.length() > 200 ? json.substring(0, 200) + "..." : json;
    }
}
