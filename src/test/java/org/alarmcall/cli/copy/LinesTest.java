package org.alarmcall.cli.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {

    @Test
    void gives_each_line_with_or_without_a_last_line_break() throws IOException {
        assertEquals(List.of("a", "", "bc"), read("a\n\nbc\n", 10));
        assertEquals(List.of("a", "bc"), read("a\nbc", 10));
        assertEquals(List.of(), read("", 10));
    }

    @Test
    void skips_a_line_over_the_limit_and_goes_on_behind_it() throws IOException {
        String long1 = "x".repeat(300_000);
        assertEquals(List.of("a", "(too long)", "b"), read("a\n" + long1 + "\nb\n", 1_000));
        assertEquals(List.of("(too long)"), read(long1, 1_000));
    }

    @Test
    void gives_lines_longer_than_its_first_buffer() throws IOException {
        String longest = "y".repeat(200_000);
        assertEquals(List.of("a", longest, "b"), read("a\n" + longest + "\nb", 200_000));
    }

    @Test
    void counts_every_byte_of_the_stream() throws IOException {
        String text = "a\n" + "x".repeat(150_000) + "\nbc\n\nlast";
        Lines lines = new Lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 100);
        while (lines.next()) {
            // to the end
        }
        assertEquals(text.length(), lines.consumed());
    }

    private static List<String> read(String text, int most) throws IOException {
        Lines lines = new Lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), most);
        List<String> read = new ArrayList<>();
        while (lines.next()) {
            read.add(
                    lines.isTooLong()
                            ? "(too long)"
                            : new String(lines.buffer(), lines.start(), lines.length(), StandardCharsets.UTF_8));
        }
        return read;
    }
}
