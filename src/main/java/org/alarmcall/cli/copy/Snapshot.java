package org.alarmcall.cli.copy;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What is live at a position, on its way to replace the copy. Closed unfinished, it leaves the copy as it was. */
public final class Snapshot implements Closeable {

    private final LocalCopy copy;
    private final LogFile log;
    private final Live live = new Live();
    private final Totals received = new Totals();
    private long lines;
    private boolean finished;

    Snapshot(LocalCopy copy, LogFile log) {
        this.copy = copy;
        this.log = log;
    }

    public void add(byte[] buffer, int start, int length) {
        Entry entry = Entry.parse(buffer, start, length);
        if (!entry.isUpsert() || live.lines().get(entry.id()) != IdMap.NONE) {
            throw new BrokenFeedException("The snapshot holds " + entry.id() + " twice, or withdraws it.");
        }
        lines++;
        received.add(entry);
        if (copy.filter().wants(entry)) {
            try {
                live.apply(entry, log.append(buffer, start, length), log);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Replaces the copy; when this returns, it is on the disk.
     *
     * @param count and the digest, as the snapshot's first line says
     * @throws BrokenFeedException when what came is something else
     */
    public void finish(long position, String chain, long count, String digest) {
        if (lines != count || !received.digest().equals(digest)) {
            throw new BrokenFeedException(
                    "The snapshot at position " + position + " announced " + count + " entries with the digest "
                            + digest + ", and sent " + lines + " with " + received.digest() + ".");
        }
        try {
            replace(new Commit(position, chain, live.count(), live.totals().digest()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void replace(Commit commit) throws IOException {
        log.commit(commit);
        copy.replaceLog(log, live, commit);
        finished = true;
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            log.close();
        }
    }
}
