package org.alarmcall;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The operator's table names every property of ours with its default, and no other. */
class ConfigurationDocumentedTest {

    private static final Path PAGE = Path.of("docs/operations.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(alarmcall\\.[^`]+)` \\| (?:`([^`]*)`|–) \\|");
    private static final String NONE = "–";

    private static final JavaClasses CLASSES =
            new ClassFileImporter().importPath(Path.of("target/classes/org/alarmcall"));

    @Test
    void theTableOfPropertiesIsCompleteAndRight() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        for (MatchResult row : ROW.matcher(Files.readString(PAGE)).results().toList()) {
            documented.put(row.group(1), row.group(2) == null ? NONE : row.group(2));
        }
        Map<String, String> properties = properties();
        assertEquals(
                String.join("\n", lines(properties)), String.join("\n", lines(documented)), "the table in " + PAGE);
    }

    private static List<String> lines(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(property -> property.getKey() + " = " + property.getValue())
                .toList();
    }

    private static Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            if (type.isAnnotatedWith(ConfigMapping.class)) {
                addMapping(type.getAnnotationOfType(ConfigMapping.class).prefix(), type, properties);
            }
            Stream.concat(type.getConstructors().stream(), type.getMethods().stream())
                    .forEach(unit -> addParameters(unit, properties));
        }
        return properties;
    }

    private static void addMapping(String prefix, JavaClass mapping, Map<String, String> properties) {
        for (JavaMethod method : mapping.getMethods()) {
            if (!method.getModifiers().contains(JavaModifier.ABSTRACT)) {
                continue;
            }
            String name = method.tryGetAnnotationOfType(WithName.class)
                    .map(WithName::value)
                    .orElseGet(() -> kebab(method.getName()));
            String key = prefix + "." + name;
            List<JavaType> arguments = arguments(method.getReturnType());
            boolean named = method.getRawReturnType().isEquivalentTo(Map.class);
            JavaClass value = arguments.isEmpty()
                    ? method.getRawReturnType()
                    : arguments.get(arguments.size() - 1).toErasure();
            if (named) {
                key += ".<name>";
            }
            if (value.isInterface() && value.getPackageName().startsWith("org.alarmcall")) {
                addMapping(key, value, properties);
            } else {
                properties.put(
                        key,
                        method.tryGetAnnotationOfType(WithDefault.class)
                                .map(WithDefault::value)
                                .orElse(NONE));
            }
        }
    }

    private static void addParameters(JavaCodeUnit unit, Map<String, String> properties) {
        unit.getParameters().stream()
                .map(parameter -> parameter.tryGetAnnotationOfType(ConfigProperty.class))
                .flatMap(Optional::stream)
                .filter(property -> property.name().startsWith("alarmcall."))
                .forEach(property -> properties.put(
                        property.name(),
                        property.defaultValue().equals(ConfigProperty.UNCONFIGURED_VALUE)
                                ? NONE
                                : property.defaultValue()));
    }

    private static List<JavaType> arguments(JavaType type) {
        return type instanceof JavaParameterizedType parameterized
                ? new ArrayList<>(parameterized.getActualTypeArguments())
                : List.of();
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
