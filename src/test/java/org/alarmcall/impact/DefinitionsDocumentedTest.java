package org.alarmcall.impact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.alarmcall.impact.Definitions.Metric;
import org.junit.jupiter.api.Test;

/** The page for people has the words of the API, with their version. */
class DefinitionsDocumentedTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Za-z]+)` \\| (.*) \\|$");

    @Test
    void thePageHasTheDefinitionsOfTheApi() throws IOException {
        String page = Files.readString(Path.of("docs/impact.md"));
        Definitions definitions = Definitions.CURRENT;
        assertTrue(page.contains("Version **" + definitions.version() + "**"));
        assertTrue(page.contains(definitions.scope()));
        String section = page.substring(page.indexOf("## What the numbers mean"), page.indexOf("## Read the totals"));
        List<Metric> documented = ROW.matcher(section)
                .results()
                .map(DefinitionsDocumentedTest::metric)
                .toList();
        assertEquals(definitions.metrics(), documented);
    }

    @Test
    void everyMeasureIsDefined() {
        List<String> defined =
                Definitions.CURRENT.metrics().stream().map(Metric::name).toList();
        for (Measure measure : Measure.values()) {
            assertTrue(defined.contains(measure.wire()), measure.wire());
        }
    }

    private static Metric metric(MatchResult row) {
        return new Metric(row.group(1), row.group(2));
    }
}
