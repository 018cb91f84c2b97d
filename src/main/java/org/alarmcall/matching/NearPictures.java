package org.alarmcall.matching;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** PDQ hashes by Hamming distance. */
final class NearPictures implements NearIndex {

    private static final int BYTES = HammingIndex.WORDS * Long.BYTES;

    private final HammingIndex index;

    NearPictures(Executor merges) {
        this.index = new HammingIndex(merges);
    }

    @Override
    public boolean add(byte[] value) {
        ByteBuffer words = ByteBuffer.wrap(value);
        return index.add(words.getLong(), words.getLong(), words.getLong(), words.getLong());
    }

    @Override
    public boolean remove(byte[] value) {
        ByteBuffer words = ByteBuffer.wrap(value);
        return index.remove(words.getLong(), words.getLong(), words.getLong(), words.getLong());
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
    public void append(Codes buffer, byte[] value) {
        long[] code = new long[HammingIndex.WORDS];
        ByteBuffer.wrap(value).asLongBuffer().get(code);
        buffer.append(code);
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
    public void forEach(Snapshot snapshot, Consumer<byte[]> visitor) {
        ByteBuffer value = ByteBuffer.allocate(BYTES);
        HammingIndex.forEach(snapshot, code -> {
            value.asLongBuffer().put(code);
            visitor.accept(value.array());
        });
    }

    @Override
    public Hits hits(int limit) {
        return HammingIndex.hits(limit);
    }

    @Override
    public void search(byte[] value, int maxDistance, Hits hits) {
        ByteBuffer words = ByteBuffer.wrap(value);
        index.search(words.getLong(), words.getLong(), words.getLong(), words.getLong(), maxDistance, hits);
    }

    @Override
    public byte[] value(Hits hits, int hit) {
        ByteBuffer value = ByteBuffer.allocate(BYTES);
        for (int word = 0; word < HammingIndex.WORDS; word++) {
            value.putLong(hits.word(hit, word));
        }
        return value.array();
    }
}
