package org.alarmcall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every dependency says what it is for, and what else was looked at. */
class DependenciesDocumentedTest {

    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<$]*)");

    @Test
    void everyDependencyAndPluginHasItsLine() throws IOException {
        String page = Files.readString(Path.of("docs/dependencies.md"));
        Set<String> missing = new TreeSet<>();
        ARTIFACT.matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(artifact -> artifact.group(1))
                .filter(artifact -> !artifact.equals("alarmcall") && !page.contains(artifact))
                .forEach(missing::add);
        assertEquals(List.of(), List.copyOf(missing), "without a line in docs/dependencies.md");
    }
}
