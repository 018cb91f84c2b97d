package org.alarmcall;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.persistence.Entity;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.stream.Stream;
import org.alarmcall.member.Caller;

/** The classes of the program, and what the rules of {@link ArchitectureTest} ask of them. */
final class Program {

    static final String ROOT = "org.alarmcall";

    static final JavaClasses CLASSES =
            new ClassFileImporter().importPath(java.nio.file.Path.of("target/classes/org/alarmcall"));

    private Program() {}

    static Stream<JavaMethod> httpMethods() {
        List<JavaMethod> methods = CLASSES.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class))
                .toList();
        return methods.stream();
    }

    static boolean has(JavaMethod method, Class<? extends java.lang.annotation.Annotation> annotation) {
        return method.isAnnotatedWith(annotation) || method.getOwner().isAnnotatedWith(annotation);
    }

    static boolean isPage(JavaMethod method) {
        return featureOf(method.getOwner()).equals("console");
    }

    static Stream<JavaClass> involved(JavaMethod method) {
        return Stream.concat(
                        method.getReturnType().getAllInvolvedRawTypes().stream(),
                        method.getParameterTypes().stream().flatMap(type -> type.getAllInvolvedRawTypes().stream()))
                .distinct();
    }

    static boolean isOurs(JavaClass type) {
        return type.getBaseComponentType().getPackageName().startsWith(ROOT);
    }

    static String featureOf(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.length() <= ROOT.length()
                ? ""
                : name.substring(ROOT.length() + 1).split("\\.")[0];
    }

    static boolean isEntity(JavaClass type) {
        return type.isAnnotatedWith(Entity.class);
    }

    static boolean isRepository(JavaClass type) {
        return isOurs(type) && type.getSimpleName().endsWith("Repository");
    }

    static boolean isResource(JavaClass type) {
        return isOurs(type) && isAnnotatedWithPath(type);
    }

    static boolean isAnnotatedWithPath(JavaClass type) {
        return Stream.concat(Stream.<CanBeAnnotated>of(type), type.getMethods().stream())
                .anyMatch(element -> element.isAnnotatedWith(Path.class));
    }

    static boolean takesCallerFirst(JavaCodeUnit method) {
        List<JavaClass> parameters = method.getRawParameterTypes();
        return !parameters.isEmpty() && parameters.get(0).isEquivalentTo(Caller.class);
    }

    static boolean takesClock(JavaAccess<?> access) {
        return access.getTarget() instanceof com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget call
                && call.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(java.time.Clock.class));
    }

    static boolean isMadeByTheCompiler(JavaMethod method) {
        return method.getModifiers().contains(JavaModifier.SYNTHETIC)
                || method.getModifiers().contains(JavaModifier.BRIDGE)
                || method.getName().startsWith("lambda$");
    }

    static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(Program::outermost).orElse(type);
    }

    /** For example {@code member.Members.readable}. */
    static String shortName(JavaMethod method) {
        return shortName(method.getOwner()) + "." + method.getName();
    }

    static String shortName(JavaClass type) {
        return type.getName().substring(ROOT.length() + 1);
    }
}
