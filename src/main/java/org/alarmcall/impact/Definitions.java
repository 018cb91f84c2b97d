package org.alarmcall.impact;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the numbers mean: numbers of two members can be added up when both count the same. Data, with a version. */
@Schema(name = "ImpactDefinitions")
public record Definitions(
        @Schema(description = "Year and month of the last change of meaning.", examples = "2026-11")
        String version,

        @Schema(description = "Which listings belong to a row.")
        String scope,

        List<Metric> metrics) {

    public static final Definitions CURRENT = load();
    static final String VERSION = CURRENT.version();

    @Schema(name = "ImpactMetric")
    public record Metric(String name, String definition) {}

    private static Definitions load() {
        String path = "/impact/definitions.json";
        try (InputStream file = Definitions.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("The file " + path + " is missing from the application");
            }
            return new ObjectMapper().readValue(file, Definitions.class);
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }
}
