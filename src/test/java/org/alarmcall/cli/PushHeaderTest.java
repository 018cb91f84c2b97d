package org.alarmcall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.alarmcall.member.Access;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first line of a CSV file, against the real server. */
@QuarkusTest
class PushHeaderTest {

    @TempDir
    Path home = Path.of(".");

    @TestHTTPResource("/")
    URI server = URI.create("http://localhost");

    private final TestMembers members = TestMembers.here();

    @Test
    void a_header_that_cannot_be_is_said_once_and_with_the_columns_that_are_hashed_here() throws IOException {
        String collection = members.collection();
        ApiClient shop = members.member(Trust.STANDARD, collection, Access.READ_WRITE);
        Path file = Files.writeString(
                home.resolve("listings.csv"), "reference,observedAt,taxon,picture\nr1,,,a.jpg\nr2,,,b.jpg\n");
        Run push = Run.In.home(home)
                .with("ALARMCALL_URL", server.toString())
                .with("ALARMCALL_CLIENT_ID", shop.clientId())
                .with("ALARMCALL_CLIENT_SECRET", shop.secret())
                .run("push", "--collection", collection, "--batch", "1", file.toString());
        assertEquals(Exit.USAGE, push.exit(), push.out());
        assertEquals("", push.out());
        List<String> said = push.err().lines().toList();
        assertEquals("Some values are not valid: The header row can't be used (422).", said.get(0));
        assertTrue(said.get(1).startsWith("  line 1 /picture: is no column; there are reference,"), push.err());
        assertEquals("  line 1 /policyCategory: is a column that is required", said.get(2));
        assertEquals(HashedColumns.SENTENCE, said.get(said.size() - 1));
        assertEquals(6, said.size(), push.err());
    }
}
