package org.alarmcall.cli.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCopyTest {

    private static final Filter ALL = Filter.of("ivory", "candidate", List.of(), List.of());
    private static final Filter REVIEWED = Filter.of("ivory", "reviewed", List.of(), List.of());

    @TempDir
    Path folder = Path.of(".");

    @Test
    void holds_after_reopening_what_the_feed_holds() throws IOException {
        SampleFeed feed = new SampleFeed();
        grow(feed, 50);
        try (LocalCopy copy = LocalCopy.open(folder, ALL)) {
            assertTrue(copy.isEmpty());
            snapshot(copy, feed);
            grow(feed, 100);
            pull(copy, feed, 37);
            copy.export("https://example.org", true);
        }
        try (LocalCopy copy = LocalCopy.open(folder, ALL)) {
            assertIs(feed, copy);
        }
        assertEquals(feed.current(), Files.readString(folder.resolve("current.ndjson")));
        assertEquals(
                feed.digest(),
                CopyFile.state(folder).orElseThrow().path("digest").asText());
    }

    @Test
    void cut_off_at_any_byte_is_the_copy_after_one_of_its_commits() throws IOException {
        SampleFeed feed = new SampleFeed();
        grow(feed, 6);
        long[] sizes = new long[4];
        String[] digests = new String[4];
        try (LocalCopy copy = LocalCopy.open(folder, ALL)) {
            snapshot(copy, feed);
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = Files.size(folder.resolve("feed.log"));
                digests[i] = feed.digest();
                grow(feed, 4);
                pull(copy, feed, 10);
            }
        }
        byte[] whole = Files.readAllBytes(folder.resolve("feed.log"));
        for (int cut = 0; cut < whole.length; cut += cut < sizes[2] ? 97 : 1) {
            Files.write(folder.resolve("feed.log"), Arrays.copyOf(whole, cut));
            int commits = 0;
            while (commits < sizes.length && sizes[commits] <= cut) {
                commits++;
            }
            try (LocalCopy copy = LocalCopy.open(folder, ALL)) {
                assertEquals(commits == 0, copy.isEmpty(), "cut at " + cut);
                if (commits > 0) {
                    assertEquals(digests[commits - 1], copy.totals().digest(), "cut at " + cut);
                    assertEquals(6 + 4 * (commits - 1), copy.position());
                }
                if (commits > 0 && cut % 100 == 0) {
                    pull(copy, feed, 10);
                    assertIs(feed, copy);
                }
            }
        }
    }

    @Test
    void a_damaged_byte_takes_the_copy_back_and_never_makes_it_wrong() throws IOException {
        SampleFeed feed = new SampleFeed();
        grow(feed, 5);
        String before = feed.digest();
        try (LocalCopy copy = LocalCopy.open(folder, ALL)) {
            snapshot(copy, feed);
            grow(feed, 5);
            pull(copy, feed, 10);
        }
        byte[] whole = Files.readAllBytes(folder.resolve("feed.log"));
        for (int at = 0; at < whole.length; at += 3) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(folder.resolve("feed.log"), damaged);
            try (LocalCopy copy = LocalCopy.open(folder, ALL)) {
                if (!copy.isEmpty()) {
                    assertEquals(5, copy.position(), "damaged at " + at);
                    assertEquals(feed.chain(5), copy.chain());
                    assertEquals(before, copy.totals().digest());
                }
            }
        }
    }

    @Test
    void an_unfinished_snapshot_leaves_the_copy_as_it_was() throws IOException {
        SampleFeed feed = new SampleFeed();
        grow(feed, 20);
        try (LocalCopy copy = LocalCopy.open(folder, ALL)) {
            snapshot(copy, feed);
            try (Snapshot unfinished = copy.snapshot()) {
                add(unfinished, feed.live().get(0).entry());
            }
            assertIs(feed, copy);
            try (Snapshot wrong = copy.snapshot()) {
                add(wrong, feed.live().get(0).entry());
                assertThrows(BrokenFeedException.class, () -> wrong.finish(20, feed.chain(20), 2, feed.digest()));
            }
            assertIs(feed, copy);
        }
        try (LocalCopy copy = LocalCopy.open(folder, ALL)) {
            assertIs(feed, copy);
        }
    }

    @Test
    void an_entry_that_was_changed_or_left_out_on_the_way_is_noticed_and_not_kept() throws IOException {
        SampleFeed feed = new SampleFeed();
        grow(feed, 10);
        try (LocalCopy copy = LocalCopy.open(folder, ALL)) {
            snapshot(copy, feed);
            feed.upsert(100, 1);
            feed.upsert(101, 1);
            Batch changed = copy.batch();
            add(changed, feed.entry(11).replace("\"reporters\":1", "\"reporters\":2"));
            add(changed, feed.entry(12));
            assertThrows(BrokenFeedException.class, () -> changed.commit(12, feed.chain(12), 12));
            changed.abandon();

            Batch gap = copy.batch();
            assertThrows(BrokenFeedException.class, () -> add(gap, feed.entry(12)));
            gap.abandon();

            Batch early = copy.batch();
            add(early, feed.entry(11));
            assertThrows(BrokenFeedException.class, () -> early.commit(12, feed.chain(12), 12));
            early.abandon();

            assertEquals(10, copy.position());
            pull(copy, feed, 10);
            assertIs(feed, copy);
        }
    }

    @Test
    void a_filtered_copy_takes_entries_with_gaps_between_them() throws IOException {
        SampleFeed feed = new SampleFeed();
        grow(feed, 10);
        try (LocalCopy copy = LocalCopy.open(folder, REVIEWED)) {
            snapshot(copy, feed);
            feed.upsert(200, 1);
            feed.withdraw(200);
            feed.upsert(201, 1);
            Batch batch = copy.batch();
            add(batch, feed.entry(13));
            batch.commit(13, feed.chain(13), 13);
            assertIs(feed, copy);
        }
    }

    @Test
    void the_totals_at_a_position_on_the_way_are_those_of_that_position() throws IOException {
        SampleFeed feed = new SampleFeed();
        grow(feed, 10);
        try (LocalCopy copy = LocalCopy.open(folder, ALL)) {
            snapshot(copy, feed);
            feed.upsert(300, 1);
            Map<String, Totals.Total> expected = feed.totals();
            feed.upsert(301, 1);
            Batch batch = copy.batch();
            add(batch, feed.entry(11));
            add(batch, feed.entry(12));
            assertEquals(expected, batch.commit(12, feed.chain(12), 11).orElseThrow());
        }
    }

    @Test
    void a_log_of_mostly_superseded_lines_is_written_anew() throws IOException {
        SampleFeed feed = new SampleFeed();
        grow(feed, 10);
        try (LocalCopy copy = LocalCopy.open(folder, ALL)) {
            snapshot(copy, feed);
            for (int i = 0; i < 100_500; i++) {
                feed.upsert(i % 7, i);
            }
            pull(copy, feed, 50_000);
            long before = Files.size(folder.resolve("feed.log"));
            copy.compactIfWorthwhile();
            assertTrue(Files.size(folder.resolve("feed.log")) < before / 1000);
            assertIs(feed, copy);
            feed.withdraw(1);
            pull(copy, feed, 10);
            assertIs(feed, copy);
        }
        try (LocalCopy copy = LocalCopy.open(folder, ALL)) {
            assertIs(feed, copy);
        }
    }

    @Test
    void a_folder_holds_one_copy_and_one_process() throws IOException {
        try (LocalCopy copy = LocalCopy.open(folder, ALL)) {
            assertTrue(copy.isEmpty());
            assertThrows(CopyException.class, () -> LocalCopy.open(folder, ALL));
            snapshot(copy, new SampleFeed());
        }
        CopyException other = assertThrows(CopyException.class, () -> LocalCopy.open(folder, REVIEWED));
        assertTrue(String.valueOf(other.getMessage()).contains("tier candidate"));
        LocalCopy.open(folder, ALL).close();
    }

    @Test
    void a_copy_that_never_began_keeps_no_folder() throws IOException {
        LocalCopy.open(folder, ALL).close();
        assertFalse(Files.exists(folder.resolve("copy.json")));
        SampleFeed feed = new SampleFeed();
        grow(feed, 10);
        try (LocalCopy copy = LocalCopy.open(folder, ALL)) {
            snapshot(copy, feed);
        }
        // As a crash leaves it between the mark and the log.
        Files.delete(folder.resolve("feed.log"));
        try (LocalCopy copy = LocalCopy.open(folder, REVIEWED)) {
            snapshot(copy, feed);
            copy.export("http://localhost", false);
        }
        Files.delete(folder.resolve("feed.log"));
        assertThrows(CopyException.class, () -> LocalCopy.open(folder, ALL), "current.ndjson is still read");
    }

    private static void grow(SampleFeed feed, int entries) {
        for (int i = 0; i < entries; i++) {
            int n = feed.head();
            if (n % 5 == 4) {
                feed.withdraw(n - 2);
            } else if (n % 7 == 6) {
                feed.upsert(n - 1, 2);
            } else {
                feed.upsert(n, 1);
            }
        }
    }

    private static void snapshot(LocalCopy copy, SampleFeed feed) throws IOException {
        try (Snapshot snapshot = copy.snapshot()) {
            feed.live().forEach(item -> add(snapshot, item.entry()));
            snapshot.finish(feed.head(), feed.chain(feed.head()), feed.live().size(), feed.digest());
        }
    }

    private static void pull(LocalCopy copy, SampleFeed feed, int page) {
        while (copy.position() < feed.head()) {
            int next = (int) Math.min(copy.position() + page, feed.head());
            Batch batch = copy.batch();
            for (int position = (int) copy.position() + 1; position <= next; position++) {
                add(batch, feed.entry(position));
            }
            batch.commit(next, feed.chain(next), Long.MAX_VALUE);
        }
    }

    private static void assertIs(SampleFeed feed, LocalCopy copy) {
        assertFalse(copy.isEmpty());
        assertEquals(feed.head(), copy.position());
        assertEquals(feed.chain(feed.head()), copy.chain());
        assertEquals(feed.live().size(), copy.count());
        assertEquals(feed.totals(), copy.totals().byType());
        assertEquals(feed.digest(), copy.totals().digest());
    }

    private static void add(Batch batch, String entry) {
        byte[] line = entry.getBytes(StandardCharsets.UTF_8);
        batch.add(line, 0, line.length);
    }

    private static void add(Snapshot snapshot, String entry) {
        byte[] line = entry.getBytes(StandardCharsets.UTF_8);
        snapshot.add(line, 0, line.length);
    }
}
