package org.alarmcall;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.alarmcall.Program.CLASSES;
import static org.alarmcall.Program.ROOT;
import static org.alarmcall.Program.featureOf;
import static org.alarmcall.Program.has;
import static org.alarmcall.Program.httpMethods;
import static org.alarmcall.Program.involved;
import static org.alarmcall.Program.isEntity;
import static org.alarmcall.Program.isMadeByTheCompiler;
import static org.alarmcall.Program.isOurs;
import static org.alarmcall.Program.isPage;
import static org.alarmcall.Program.isRepository;
import static org.alarmcall.Program.isResource;
import static org.alarmcall.Program.outermost;
import static org.alarmcall.Program.shortName;
import static org.alarmcall.Program.takesCallerFirst;
import static org.alarmcall.Program.takesClock;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alarmcall.member.CurrentCaller;
import org.alarmcall.member.PublicEndpoint;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.RequiresScope;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * The architecture as rules; who may use whom is the table in {@link Feature}. A change of it, or of a table of exceptions
 * below, is a commit of its own that gives the reason.
 */
class ArchitectureTest {

    /** Methods of doors and repositories that need no caller first, and why. */
    private static final Map<String, String> WITHOUT_CALLER =
            Map.of("member.Members.stillValid", "takes the session, which holds the caller");

    /** Classes outside {@code platform} that may ask the system for the time, and why. */
    private static final Map<String, String> WITH_OWN_CLOCK = Map.of(
            "sample.SampleCoalition", "plays the members, which have clocks of their own",
            "sample.SampleStaff", "plays a person's phone, which has a clock of its own",
            "cli.PushJournal", "runs at the member, without the server's beans",
            "cli.copy.CopyFile", "runs at the member, without the server's beans",
            "cli.hashing.Arrivals", "runs at the member, and compares with the clock of the file system");

    /** Files above {@value #LINES} lines, and why. */
    private static final Map<String, String> LONG_FILES = Map.of();

    private static final int LINES = 400;

    @Test
    void aFeatureUsesOnlyTheFeaturesThatTheTableAllows() {
        Map<String, Feature> table = Feature.ALL.stream().collect(Collectors.toMap(Feature::name, feature -> feature));
        assertNone(CLASSES.stream().flatMap(origin -> {
            Feature feature = table.get(featureOf(origin));
            if (feature == null) {
                return Stream.of(origin.getName() + " is in a package that the table does not have");
            }
            return origin.getDirectDependenciesFromSelf().stream()
                    .filter(dependency -> isOurs(dependency.getTargetClass()))
                    .filter(dependency ->
                            !featureOf(dependency.getTargetClass()).equals(feature.name()))
                    .filter(dependency -> !feature.uses().contains(featureOf(dependency.getTargetClass())))
                    .map(dependency -> feature.name() + " may not use " + featureOf(dependency.getTargetClass()) + ": "
                            + dependency.getDescription());
        }));
    }

    @Test
    void theFeaturesHaveNoCycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyHttpMethodNeedsAScopeOrARoleOrIsNamedPublic() {
        assertNone(httpMethods()
                .filter(method -> !method.isAnnotatedWith(PublicEndpoint.class)
                        && !has(method, RequiresScope.class)
                        && !has(method, RequiresRole.class))
                .map(method ->
                        method.getFullName() + " has neither @RequiresScope nor @RequiresRole nor @PublicEndpoint"));
    }

    /** A token opens the API and nothing else; a session opens pages and nothing else. */
    @Test
    void pagesAskForRolesAndTheApiForScopes() {
        assertNone(httpMethods()
                .filter(method -> isPage(method) ? has(method, RequiresScope.class) : has(method, RequiresRole.class))
                .map(method -> method.getFullName() + (isPage(method) ? " is a page and" : " is no page and")
                        + " asks for the wrong one of @RequiresRole and @RequiresScope"));
    }

    /** The address decides which headers and which error page an answer gets, and whether a form of another site may. */
    @Test
    void pagesAreInTheConsoleAndTheirAddressesSayIt() {
        assertNone(CLASSES.stream()
                .filter(Program::isAnnotatedWithPath)
                .filter(type -> type.isAnnotatedWith(Path.class))
                .filter(type -> featureOf(type).equals("console")
                        != type.getAnnotationOfType(Path.class).value().startsWith("/console"))
                .map(type -> type.getName() + " has the path "
                        + type.getAnnotationOfType(Path.class).value()));
    }

    @Test
    void onlyTheTwoFiltersSayWhoTheCallerIs() {
        Set<String> filters = Set.of("member.Admission", "console.ConsoleAdmission");
        assertNone(CLASSES.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(CurrentCaller.class)
                        && call.getName().equals("set"))
                .filter(call -> !filters.contains(shortName(call.getOriginOwner()))
                        && !call.getOriginOwner().getSimpleName().contains("_ClientProxy"))
                .map(JavaAccess::getDescription));
    }

    @Test
    void noHttpMethodIsBothPublicAndScoped() {
        assertNone(httpMethods()
                .filter(method ->
                        method.isAnnotatedWith(RequiresScope.class) && method.isAnnotatedWith(PublicEndpoint.class))
                .map(method -> method.getFullName() + " has @RequiresScope and @PublicEndpoint"));
    }

    @Test
    void entitiesRepositoriesAndResourcesStayInTheirPackage() {
        assertNone(CLASSES.stream()
                .filter(type -> isEntity(type) || isRepository(type) || isResource(type))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(type -> type.getName() + " is public"));
    }

    @Test
    void noPublicMethodOfAPublicClassShowsAnEntityOrARepository() {
        assertNone(CLASSES.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(method -> involved(method)
                        .filter(type -> isEntity(type) || isRepository(type))
                        .map(type -> method.getFullName() + " shows " + type.getSimpleName())));
    }

    @Test
    void noHttpMethodTakesOrReturnsAnEntity() {
        assertNone(httpMethods()
                .flatMap(method -> involved(method)
                        .filter(Program::isEntity)
                        .map(type -> method.getFullName() + " has " + type.getSimpleName() + " in its signature")));
    }

    @Test
    void resourcesAreUsedByNoOtherFeature() {
        assertNone(CLASSES.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> isResource(dependency.getTargetClass()))
                .filter(dependency ->
                        !featureOf(dependency.getOriginClass()).equals(featureOf(dependency.getTargetClass())))
                .map(Dependency::getDescription));
    }

    @Test
    void doorsAndRepositoriesTakeTheCallerFirst() {
        Set<String> doors = Feature.ALL.stream()
                .flatMap(feature -> feature.doors().stream().map(door -> ROOT + "." + feature.name() + "." + door))
                .collect(Collectors.toSet());
        Stream<JavaMethod> ofDoors = CLASSES.stream()
                .filter(type -> doors.contains(type.getName()))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC));
        Stream<JavaMethod> ofRepositories = CLASSES.stream()
                .filter(Program::isRepository)
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> !method.getModifiers().contains(JavaModifier.PRIVATE));
        assertNone(Stream.concat(ofDoors, ofRepositories)
                .filter(method -> !isMadeByTheCompiler(method))
                .filter(method -> !takesCallerFirst(method))
                .filter(method -> !WITHOUT_CALLER.containsKey(shortName(method)))
                .map(method -> shortName(method) + " does not take Caller first"));
    }

    /** What Panache brings along takes no caller: only the repository itself asks by it, others only persist. */
    @Test
    void panachesOwnFindersAreCalledByTheRepositoryOnly() {
        Set<String> harmless = Set.of("persist", "persistAndFlush", "flush");
        assertNone(CLASSES.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isAssignableTo(PanacheRepositoryBase.class))
                .filter(call -> !outermost(call.getOriginOwner()).equals(outermost(call.getTargetOwner())))
                .filter(call -> call.getTargetOwner().getMethods().stream()
                        .noneMatch(method -> method.getName().equals(call.getName())))
                .filter(call -> !harmless.contains(call.getName()))
                .map(JavaAccess::getDescription));
    }

    @Test
    void fingerprintIsPure() {
        dependOnlyOn(
                "fingerprint",
                ROOT + ".fingerprint",
                "java",
                "javax.crypto",
                "javax.imageio",
                "org.jspecify.annotations",
                "com.twelvemonkeys.imageio",
                "com.google.i18n.phonenumbers");
    }

    @Test
    void theCommandLineNeedsNothingOfTheServer() {
        dependOnlyOn(
                "cli",
                ROOT + ".cli",
                ROOT + ".fingerprint",
                "java",
                "org.jspecify.annotations",
                "picocli",
                "com.fasterxml.jackson",
                "org.apache.commons.csv");
    }

    @Test
    void theTimeComesFromTheInjectedClock() {
        Predicate<JavaAccess<?>> asksTheSystem = access -> {
            String target = access.getTargetOwner().getName() + "." + access.getName();
            boolean now = target.matches("java\\.time\\..*\\.now") && !takesClock(access);
            boolean clock = target.matches("java\\.time\\.Clock\\.(system.*|tick.*)");
            return now || clock || target.equals("java.lang.System.currentTimeMillis");
        };
        assertNone(CLASSES.stream()
                .filter(type -> !featureOf(type).equals("platform"))
                .filter(type -> !WITH_OWN_CLOCK.containsKey(shortName(outermost(type))))
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(asksTheSystem)
                .map(JavaAccess::getDescription));
    }

    @Test
    void idsComeFromTheInjectedIds() {
        assertNone(CLASSES.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(access -> access.getTargetOwner().isEquivalentTo(java.util.UUID.class)
                        && access.getName().equals("randomUUID"))
                .map(JavaAccess::getDescription));
    }

    /** A checked exception commits the transaction. */
    @Test
    void noTransactionalMethodDeclaresACheckedException() {
        assertNone(CLASSES.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Transactional.class)
                        || method.getOwner().isAnnotatedWith(Transactional.class))
                .filter(method -> !method.getModifiers().contains(JavaModifier.PRIVATE)) // no interceptor sees those
                .flatMap(method -> method.getThrowsClause().getTypes().stream()
                        .filter(thrown ->
                                !thrown.isAssignableTo(RuntimeException.class) && !thrown.isAssignableTo(Error.class))
                        .map(thrown -> method.getFullName() + " throws " + thrown.getSimpleName())));
    }

    @Test
    void everyPackageIsNullMarked() {
        assertNone(CLASSES.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(found -> !found.isAnnotatedWith(NullMarked.class))
                .map(found -> found.getName() + " has no @NullMarked in its package-info.java"));
    }

    @Test
    void noFileIsTooLongToRead() throws IOException {
        java.nio.file.Path sources = java.nio.file.Path.of("src/main/java");
        try (Stream<java.nio.file.Path> files = Files.walk(sources)) {
            assertNone(files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !LONG_FILES.containsKey(file.getFileName().toString()))
                    .filter(file -> lines(file) >= LINES)
                    .map(file ->
                            sources.relativize(file) + " has " + lines(file) + " lines; look for the missing noun"));
        }
    }

    private static void assertNone(Stream<String> violations) {
        List<String> found = violations.distinct().sorted().toList();
        assertTrue(found.isEmpty(), () -> found.size() + " violations:\n  " + String.join("\n  ", found));
    }

    private static void dependOnlyOn(String feature, String... allowed) {
        assertNone(CLASSES.stream()
                .filter(type -> featureOf(type).equals(feature))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> {
                    String target =
                            dependency.getTargetClass().getBaseComponentType().getPackageName();
                    return !target.isEmpty() // a primitive
                            && Arrays.stream(allowed)
                                    .noneMatch(name -> target.equals(name) || target.startsWith(name + "."));
                })
                .map(Dependency::getDescription));
    }

    private static long lines(java.nio.file.Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
