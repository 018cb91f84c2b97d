package org.alarmcall.cli.copy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** {@code current.ndjson}: the live indicators for other programs, replaced as a whole. */
final class CurrentFile {

    static final String NAME = "current.ndjson";

    private static final String INDICATOR = "indicator";
    private static final int BUFFER_BYTES = 1 << 18;

    private CurrentFile() {}

    static void write(Path folder, Live live, LogFile log) throws IOException {
        Path fresh = folder.resolve(NAME + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE))) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
            for (long place : SortedLines.of(live, log)) {
                byte[] line = log.lineAt(place);
                Entry entry = Entry.parse(line, 0, line.length);
                if (entry.kind().equals(INDICATOR)) {
                    out.write(line, entry.bodyStart(), entry.bodyEnd() - entry.bodyStart());
                    out.write('\n');
                }
            }
            out.flush();
            channel.force(true);
        }
        Durable.move(fresh, folder.resolve(NAME));
    }
}
