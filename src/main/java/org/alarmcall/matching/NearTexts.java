package org.alarmcall.matching;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.alarmcall.fingerprint.Tlsh;

/** TLSH digests, by TLSH's own distance. */
final class NearTexts implements NearIndex {

    private final TlshIndex index;

    NearTexts(TlshIndex index) {
        this.index = index;
    }

    static NearTexts empty(Executor merges) {
        return new NearTexts(new TlshIndex(merges));
    }

    @Override
    public boolean add(byte[] value) {
        return index.add(code(value));
    }

    @Override
    public boolean remove(byte[] value) {
        return index.remove(code(value));
    }

    @Override
    public int size() {
        return index.size();
    }

    @Override
    public Codes buffer(int capacity) {
        return TlshIndex.buffer(capacity);
    }

    @Override
    public long[] code(byte[] value) {
        long[] packed = new long[Tlsh.WORDS];
        Tlsh.pack(value, packed, 0);
        return packed;
    }

    @Override
    public void load(Codes buffer) {
        index.load(buffer);
    }

    @Override
    public Snapshot snapshot() {
        return index.snapshot();
    }

    @Override
    public void forEach(Consumer<byte[]> visitor) {
        TlshIndex.forEach(index.snapshot(), packed -> visitor.accept(Tlsh.unpack(packed)));
    }

    @Override
    public Searcher searcher(int limit) {
        TlshSearcher searcher = index.searcher(limit);
        return new Searcher() {
            @Override
            public Hits within(int maxDistance, byte[] value) {
                return searcher.within(maxDistance, code(value));
            }

            @Override
            public Hits nearestOther(int maxDistance, byte[] value) {
                return searcher.nearestOther(maxDistance, code(value));
            }
        };
    }

    @Override
    public byte[] value(Hits hits, int hit) {
        long[] packed = new long[Tlsh.WORDS];
        for (int word = 0; word < packed.length; word++) {
            packed[word] = hits.word(hit, word);
        }
        return Tlsh.unpack(packed);
    }
}
