package org.alarmcall.cli.copy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alarmcall.fingerprint.Hashes;

/** One answer of the feed on its way into the copy: all of it, or nothing. */
public final class Batch {

    private record Pending(Entry entry, long place) {}

    private final LocalCopy copy;
    private final LogFile log;
    private final List<Pending> pending = new ArrayList<>();
    private final MessageDigest sha256 = Hashes.sha256();
    private final boolean whole;
    private byte[] chain;
    private long last;

    Batch(LocalCopy copy, LogFile log) {
        this.copy = copy;
        this.log = log;
        this.whole = copy.filter().isWholeFeed();
        this.chain = HexFormat.of().parseHex(copy.chain());
        this.last = copy.position();
    }

    /**
     * Adds an entry.
     *
     * @throws BrokenFeedException when its position can't be
     */
    public void add(byte[] buffer, int start, int length) {
        Entry entry = Entry.parse(buffer, start, length);
        boolean dense = entry.position() == last + 1;
        if (whole ? !dense : entry.position() <= last) {
            throw new BrokenFeedException("The feed went from position " + last + " to " + entry.position() + ".");
        }
        last = entry.position();
        if (whole) {
            sha256.update(buffer, start, length);
            byte[] hash = sha256.digest();
            sha256.update(chain);
            chain = sha256.digest(hash);
        }
        if (copy.filter().wants(entry)) {
            try {
                pending.add(new Pending(entry, log.append(buffer, start, length)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public int size() {
        return pending.size();
    }

    /**
     * Makes it part of the copy; when this returns, it is on the disk.
     *
     * @param next the position that the copy is at from here on
     * @param feedChain the running hash there, as the server says
     * @param watched a position on the way
     * @return the totals at the watched position, when the batch reached it
     * @throws BrokenFeedException when the entries are not all, or the running hash over them is another
     */
    public Optional<Map<String, Totals.Total>> commit(long next, String feedChain, long watched) {
        check(next, feedChain);
        try {
            Optional<Map<String, Totals.Total>> totals = Optional.empty();
            for (Pending change : pending) {
                if (totals.isEmpty() && change.entry().position() > watched) {
                    totals = Optional.of(copy.totals().byType());
                }
                copy.live().apply(change.entry(), change.place(), log);
            }
            if (totals.isEmpty() && next >= watched) {
                totals = Optional.of(copy.totals().byType());
            }
            if (next > copy.position()) {
                Commit commit =
                        new Commit(next, feedChain, copy.count(), copy.totals().digest());
                log.commit(commit);
                copy.committed(commit, pending.size());
            }
            pending.clear();
            return totals;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(long next, String feedChain) {
        if (next < last) {
            throw new BrokenFeedException("The feed sent position " + last + " and says that " + next + " is next.");
        }
        if (whole && next != last) {
            throw new BrokenFeedException("The feed left out the entries from " + (last + 1) + " to " + next + ".");
        }
        if (whole && !HexFormat.of().formatHex(chain).equals(feedChain)) {
            throw new BrokenFeedException("The running hash over the entries up to position " + next
                    + " is not the one that the server says.");
        }
        if (!feedChain.matches("[0-9a-f]{64}")) {
            throw new BrokenFeedException("The feed sent no running hash.");
        }
    }

    /** Nothing of it was; the copy is as before. */
    public void abandon() {
        try {
            log.rollBack();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
