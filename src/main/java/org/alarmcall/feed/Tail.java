package org.alarmcall.feed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.alarmcall.feed.FeedReader.Framing;
import org.jspecify.annotations.Nullable;

/**
 * The newest entries of one feed, without a gap up to the head, as they were at one moment. Bounded: the oldest go first.
 */
final class Tail {

    static final int MAX_ENTRIES = 1_000;
    static final int MAX_BYTES = 512 * 1024;

    /** A line of the feed with what filters ask for. */
    record Line(
            String kind, String type, int tier, int tierBefore, byte[] payload, byte @Nullable [] leave, byte[] chain) {

        /** What a reader with this filter gets; null for nothing. */
        byte @Nullable [] seenBy(FeedFilter filter) {
            int rank = filter.tier().rank();
            if (Math.max(tier, tierBefore) < rank
                    || !filter.kinds().isEmpty() && !filter.kinds().contains(kind)
                    || !filter.types().isEmpty()
                            && kind.equals(FeedSource.INDICATOR)
                            && !filter.types().contains(type)) {
                return null;
            }
            return tier >= rank || leave == null ? payload : leave;
        }

        private int size() {
            return payload.length + (leave == null ? 0 : leave.length);
        }
    }

    private final long from;
    private final byte[] chainAtFrom;
    private final List<Line> lines;

    private Tail(long from, byte[] chainAtFrom, List<Line> lines) {
        this.from = from;
        this.chainAtFrom = chainAtFrom;
        this.lines = lines;
    }

    /** Nothing but a head. */
    static Tail at(long head, byte[] chain) {
        return new Tail(head, chain, List.of());
    }

    long head() {
        return from + lines.size();
    }

    byte[] headChain() {
        return chainAt(head());
    }

    boolean reaches(long position) {
        return position >= from && position <= head();
    }

    /** The running hash at a position that it reaches. */
    byte[] chainAt(long position) {
        return position == from
                ? chainAtFrom
                : lines.get((int) (position - from - 1)).chain();
    }

    /** With the lines that follow the head; null when the first does not continue it, since the feed is another one. */
    @Nullable
    Tail plus(List<Line> more) {
        Chain chain = new Chain(headChain());
        for (Line line : more) {
            if (!Arrays.equals(chain.append(line.payload()), line.chain())) {
                return null;
            }
        }
        List<Line> all = new ArrayList<>(lines.size() + more.size());
        all.addAll(lines);
        all.addAll(more);
        int bytes = all.stream().mapToInt(Line::size).sum();
        int drop = 0;
        while (all.size() - drop > MAX_ENTRIES || bytes > MAX_BYTES) {
            bytes -= all.get(drop++).size();
        }
        return new Tail(
                from + drop,
                drop == 0 ? chainAtFrom : all.get(drop - 1).chain(),
                List.copyOf(all.subList(drop, all.size())));
    }

    /** The page after a position that it reaches. */
    FeedPage page(FeedFilter filter, long after, long limit) {
        long next = after;
        long entries = 0;
        while (next < head() && entries < limit) {
            if (line(++next).seenBy(filter) != null) {
                entries++;
            }
        }
        return new FeedPage(after, next, chainAt(next), head(), entries);
    }

    /** The entries of a range that pass the filter, joined as the database joins them; null when none does. */
    byte @Nullable [] block(FeedFilter filter, Framing framing, long after, long upTo) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (long position = after + 1; position <= upTo; position++) {
            byte[] entry = line(position).seenBy(filter);
            if (entry != null) {
                switch (framing) {
                    case JSON -> {
                        block.writeBytes(block.size() == 0 ? new byte[0] : new byte[] {','});
                        block.writeBytes(entry);
                    }
                    case NDJSON -> {
                        block.writeBytes(entry);
                        block.write('\n');
                    }
                    case SSE -> {
                        block.writeBytes(("id:" + position + "\ndata:").getBytes(StandardCharsets.US_ASCII));
                        block.writeBytes(entry);
                        block.writeBytes(new byte[] {'\n', '\n'});
                    }
                }
            }
        }
        return block.size() == 0 ? null : block.toByteArray();
    }

    private Line line(long position) {
        return lines.get((int) (position - from - 1));
    }
}
