package org.alarmcall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {

    @TempDir
    Path home = Path.of(".");

    private Run status(FaultyServer server, String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "status";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return Run.In.home(home)
                .with("ALARMCALL_URL", server.url())
                .with("ALARMCALL_CLIENT_ID", FaultyServer.CLIENT)
                .with("ALARMCALL_CLIENT_SECRET", FaultyServer.SECRET)
                .run(arguments);
    }

    @Test
    void says_what_leaves_the_feed_soon_and_what_to_do() throws IOException {
        try (FaultyServer server = new FaultyServer()) {
            server.scopes = "\"feed:read\",\"submissions:write\"";
            server.expiring = "{\"items\":[{\"expires\":\"2026-11-30T00:00:00Z\",\"renewedBy\":\"listing\"},"
                    + "{\"expires\":\"2026-12-07T00:00:00Z\",\"renewedBy\":\"confirmation\"}],\"next\":null}";

            Run status = status(server);
            assertEquals(0, status.exit(), status.err());
            assertTrue(
                    status.out()
                            .contains("2 of what you report leave the feed within 14 days, the first at"
                                    + " 2026-11-30T00:00:00Z."),
                    status.out());
            assertTrue(status.out().contains("send its listing again (1) with push"), status.out());
            assertTrue(status.out().contains("before you reported it (1): confirm it"), status.out());

            Run json = status(server, "--json");
            assertTrue(
                    json.out()
                            .contains("{\"event\":\"expiring\",\"collection\":\"ivory\",\"days\":14,\"count\":2,"
                                    + "\"more\":false,\"first\":\"2026-11-30T00:00:00Z\",\"byListing\":1}"),
                    json.out());
        }
    }

    @Test
    void says_when_there_is_more_than_it_counts() throws IOException {
        try (FaultyServer server = new FaultyServer()) {
            server.scopes = "\"submissions:write\"";
            server.expiring = "{\"items\":[{\"expires\":\"2026-11-30T00:00:00Z\",\"renewedBy\":\"listing\"}],"
                    + "\"next\":\"on\"}";
            Run status = status(server);
            assertTrue(status.out().contains("more than 10 of what you report"), status.out());
            assertFalse(status.out().contains("confirm it"), status.out());
        }
    }

    @Test
    void a_client_that_reports_nothing_is_not_warned() throws IOException {
        try (FaultyServer server = new FaultyServer()) {
            assertFalse(status(server).out().contains("leave the feed"));
            assertFalse(server.requests.stream().anyMatch(request -> request.contains("expiring")));

            server.scopes = "\"submissions:write\"";
            assertFalse(status(server).out().contains("leave the feed"));
        }
    }
}
