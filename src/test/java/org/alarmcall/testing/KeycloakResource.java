package org.alarmcall.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Keycloak with the realm of {@code keycloak-realm.json}, in memory, and a server that signs staff in there. It is
 * another site for the browser, as it is in life: the server is {@code localhost}, Keycloak {@code 127.0.0.1}.
 */
public class KeycloakResource implements QuarkusTestResourceLifecycleManager {

    public static final String ADMIN = "admin";
    public static final String ADMIN_PASSWORD = "the-password-of-the-tests-keycloak";

    private static final Path PROGRAM =
            Path.of(System.getProperty("user.home"), ".cache", "alarmcall", "keycloak-26.7.3");
    private static final Duration START = Duration.ofMinutes(3);
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 32_000;
    private static final int PORT_ATTEMPTS = 100;

    private @Nullable Process process;
    private @Nullable Path home;

    /** For {@code @EnabledIf}; with {@code ALARMCALL_REQUIRE_KEYCLOAK} set, none is a failure. */
    public static boolean isThere() {
        boolean there = Files.exists(PROGRAM.resolve("bin/kc.sh"));
        if (!there && System.getenv("ALARMCALL_REQUIRE_KEYCLOAK") != null) {
            throw new AssertionError("no Keycloak here; this installs it: .ci/keycloak");
        }
        return there;
    }

    @Override
    public Map<String, String> start() {
        int port = freePort();
        int ours = freePort();
        String origin = "http://localhost:" + ours;
        String keycloak = "http://127.0.0.1:" + port;
        String realm = keycloak + "/realms/coalition";
        try {
            launch(port, keycloak, origin);
            await(realm + "/.well-known/openid-configuration");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "quarkus.http.test-port",
                Integer.toString(ours),
                "alarmcall.tokens.issuer",
                origin,
                "alarmcall.staff.oidc.issuer",
                realm,
                "alarmcall.staff.oidc.client-secret",
                "the-secret-of-the-tests-client",
                "alarmcall.staff.oidc.name",
                "Keycloak",
                "alarmcall.staff.oidc.organisation",
                "WWF");
    }

    /** On a copy: the first start writes into the program's folder. */
    private void launch(int port, String keycloak, String origin) throws IOException {
        Path copy = Files.createTempDirectory("keycloak");
        home = copy;
        copy(PROGRAM, copy);
        Path realms = Files.createDirectories(copy.resolve("data/import"));
        try (InputStream realm = KeycloakResource.class.getResourceAsStream("/keycloak-realm.json")) {
            Files.copy(java.util.Objects.requireNonNull(realm), realms.resolve("coalition-realm.json"));
        }
        List<String> command = new ArrayList<>(List.of(copy.resolve("bin/kc.sh").toString(), "start-dev"));
        command.addAll(List.of("--import-realm", "--db=dev-mem", "--cache=local"));
        command.addAll(List.of("--http-host=127.0.0.1", "--http-port=" + port, "--hostname=" + keycloak));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "keycloak.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "ALARMCALL_ORIGIN", origin,
                        "JAVA_OPTS_KC_HEAP", "-Xmx512m",
                        "KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN_PASSWORD));
        process = builder.start();
    }

    private void await(String address) {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        Await.until("Keycloak answers; see target/keycloak.log", START, () -> {
            if (process == null || !process.isAlive()) {
                throw new IllegalStateException("Keycloak has ended; see target/keycloak.log");
            }
            try {
                return client.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }

    @Override
    public void stop() {
        try {
            if (process != null) {
                Stream<ProcessHandle> children = process.descendants();
                process.destroy();
                children.forEach(ProcessHandle::destroy);
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            }
            if (home != null) {
                delete(home);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(from)) {
            files = walk.filter(file -> !file.equals(from)).toList();
        }
        for (Path file : files) {
            Files.copy(
                    file,
                    to.resolve(from.relativize(file).toString()),
                    java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    /** Not one that the system gives to connections: it is used a minute later. */
    private static int freePort() {
        for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                continue; // somebody listens there
            }
        }
        throw new IllegalStateException("no free port from " + FIRST_PORT + " to " + LAST_PORT);
    }
}
