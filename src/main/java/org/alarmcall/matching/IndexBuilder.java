package org.alarmcall.matching;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.alarmcall.feed.FeedLog;
import org.alarmcall.feed.Manifest;
import org.alarmcall.fingerprint.FingerprintType;

/** Fills an empty index from what is live in a feed. */
final class IndexBuilder implements FeedLog.LiveReader {

    private final CollectionIndex index;
    private final Map<FingerprintType, Codes> values = new EnumMap<>(FingerprintType.class);
    private long position;
    private String chain = "";

    IndexBuilder(CollectionIndex index) {
        this.index = index;
    }

    @Override
    public void begin(Manifest manifest) {
        position = manifest.position();
        chain = manifest.chain();
        for (Manifest.Item item : manifest.items()) {
            FingerprintType type = type(item.type());
            values.put(type, index.of(type).buffer(Math.toIntExact(item.count())));
        }
    }

    @Override
    public void value(String type, byte[] value) {
        FingerprintType parsed = type(type);
        Objects.requireNonNull(values.get(parsed)).append(index.of(parsed).code(value));
    }

    void finish() {
        index.load(position, chain, values);
    }

    private static FingerprintType type(String wire) {
        return Objects.requireNonNull(FingerprintType.ofWire(wire), wire);
    }
}
