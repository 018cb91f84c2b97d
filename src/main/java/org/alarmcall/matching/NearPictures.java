package org.alarmcall.matching;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** PDQ hashes, by Hamming distance. */
final class NearPictures implements NearIndex {

    private final HammingIndex index;

    NearPictures(HammingIndex index) {
        this.index = index;
    }

    static NearPictures empty(Executor merges) {
        return new NearPictures(new HammingIndex(merges));
    }

    @Override
    public boolean add(byte[] value) {
        long[] code = code(value);
        return index.add(code[0], code[1], code[2], code[3]);
    }

    @Override
    public boolean remove(byte[] value) {
        long[] code = code(value);
        return index.remove(code[0], code[1], code[2], code[3]);
    }

    @Override
    public int size() {
        return index.size();
    }

    @Override
    public Codes buffer(int capacity) {
        return HammingIndex.buffer(capacity);
    }

    @Override
    public long[] code(byte[] value) {
        long[] code = new long[HammingIndex.WORDS];
        ByteBuffer.wrap(value).asLongBuffer().get(code);
        return code;
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
        HammingIndex.forEach(index.snapshot(), code -> visitor.accept(bytes(code)));
    }

    private static byte[] bytes(long... code) {
        ByteBuffer bytes = ByteBuffer.allocate(code.length * Long.BYTES);
        bytes.asLongBuffer().put(code);
        return bytes.array();
    }

    @Override
    public Searcher searcher(int limit) {
        HammingSearcher searcher = index.searcher(limit);
        return new Searcher() {
            @Override
            public Hits within(int maxDistance, byte[] value) {
                long[] code = code(value);
                return searcher.within(maxDistance, code[0], code[1], code[2], code[3]);
            }

            @Override
            public Hits nearestOther(int maxDistance, byte[] value) {
                long[] code = code(value);
                return searcher.nearestOther(maxDistance, code[0], code[1], code[2], code[3]);
            }
        };
    }

    @Override
    public byte[] value(Hits hits, int hit) {
        return bytes(hits.word(hit, 0), hits.word(hit, 1), hits.word(hit, 2), hits.word(hit, 3));
    }
}
