package org.alarmcall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginCommandTest {

    @TempDir
    Path home = Path.of(".");

    @Test
    void stores_what_the_server_accepts_in_a_file_for_its_owner_alone() throws IOException {
        try (FaultyServer server = new FaultyServer()) {
            Run login = Run.In.home(home)
                    .typing(FaultyServer.SECRET + "\n")
                    .run("login", "--url", server.url() + "/", "--client-id", FaultyServer.CLIENT);
            assertEquals(0, login.exit(), login.err());
            assertFalse(login.out().contains(FaultyServer.SECRET));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())));

            Run status = Run.In.home(home).run("status");
            assertEquals(0, status.exit(), status.err());
            assertTrue(status.out().contains("member bazaar, client client-1"), status.out());
        }
    }

    @Test
    void stores_nothing_when_the_server_refuses_the_secret() throws IOException {
        try (FaultyServer server = new FaultyServer()) {
            Run login = Run.In.home(home)
                    .with("ALARMCALL_CLIENT_SECRET", "wrong")
                    .run("login", "--url", server.url(), "--client-id", FaultyServer.CLIENT);
            assertEquals(Exit.NOT_ALLOWED, login.exit());
            assertTrue(login.err().contains("invalid_client"), login.err());
            assertFalse(Files.exists(file()));
        }
    }

    @Test
    void a_file_that_others_may_read_is_not_used() throws IOException {
        try (FaultyServer server = new FaultyServer()) {
            login(server);
            Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
            Run status = Run.In.home(home).run("status");
            assertEquals(Exit.USAGE, status.exit());
            assertTrue(status.err().contains("chmod 600"), status.err());
        }
    }

    @Test
    void stored_credentials_go_to_no_other_server() throws IOException {
        try (FaultyServer server = new FaultyServer();
                FaultyServer other = new FaultyServer()) {
            login(server);
            Run status = Run.In.home(home).run("status", "--url", other.url());
            assertEquals(Exit.USAGE, status.exit());
            assertEquals(0, other.tokens);
        }
    }

    @Test
    void logout_deletes_them() throws IOException {
        try (FaultyServer server = new FaultyServer()) {
            login(server);
            assertEquals(0, Run.In.home(home).run("logout").exit());
            assertFalse(Files.exists(file()));
            assertEquals(Exit.USAGE, Run.In.home(home).run("status").exit());
        }
    }

    @Test
    void plain_http_over_a_network_is_refused_before_anything_is_sent() {
        Run login = Run.In.home(home)
                .typing("s\n")
                .run("login", "--url", "http://alarmcall.example.org", "--client-id", "c");
        assertEquals(Exit.USAGE, login.exit());
        assertTrue(login.err().contains("--insecure-http"), login.err());
    }

    private void login(FaultyServer server) {
        Run.In.home(home).withCredentialsOf(server).run("login");
    }

    private Path file() {
        return home.resolve(".config/alarmcall/credentials.json");
    }
}
