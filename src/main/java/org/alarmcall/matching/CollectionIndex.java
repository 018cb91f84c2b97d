package org.alarmcall.matching;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.alarmcall.feed.FeedLog;
import org.alarmcall.feed.Manifest;
import org.alarmcall.fingerprint.Digest;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;

/**
 * What is live in one collection of the types that can be near each other, and up to which position of the feed that is
 * so. One thread changes it; any number search meanwhile, and never wait.
 */
final class CollectionIndex {

    /** The types that it holds, by their wire names: those that are searched by distance. */
    static final Set<String> TYPES = Arrays.stream(FingerprintType.values())
            .filter(type -> Reach.most(type) > 0)
            .map(FingerprintType::wire)
            .collect(Collectors.toUnmodifiableSet());

    private final Map<FingerprintType, NearIndex> indexes;
    private final Map<FingerprintType, Digest> digests =
            Map.of(FingerprintType.IMAGE_PDQ, new Digest(), FingerprintType.TEXT_TLSH, new Digest());
    /** Written after the values up to it, so that another thread that reads it finds those. */
    private volatile long position;

    private String chain = "0".repeat(64);

    /** Of a feed without entries. */
    CollectionIndex(Executor merges) {
        this(NearPictures.empty(merges), NearTexts.empty(merges));
    }

    private CollectionIndex(NearPictures pictures, NearTexts texts) {
        this.indexes = Map.of(FingerprintType.IMAGE_PDQ, pictures, FingerprintType.TEXT_TLSH, texts);
    }

    static CollectionIndex of(IndexFile.Loaded loaded) {
        CollectionIndex index = new CollectionIndex(new NearPictures(loaded.pictures()), new NearTexts(loaded.texts()));
        index.standAt(loaded.position(), HexFormat.of().formatHex(loaded.chain()));
        return index;
    }

    NearIndex of(FingerprintType type) {
        return Objects.requireNonNull(indexes.get(type), () -> type.wire() + " is not searched by distance");
    }

    long position() {
        return position;
    }

    /** The running hash of the feed at the position, 64 hex. */
    String chain() {
        return chain;
    }

    /** Values of all types. */
    long size() {
        return indexes.values().stream().mapToLong(NearIndex::size).sum();
    }

    /** Takes over what was live at a position; for an empty index. */
    void load(long position, String chain, Map<FingerprintType, Codes> values) {
        values.forEach((type, codes) -> of(type).load(codes));
        standAt(position, chain);
    }

    /** The digest is of what the index gives back, so that it is of what is found in it. */
    private void standAt(long position, String chain) {
        digests.forEach((type, digest) ->
                of(type).forEach(value -> digest.add(Fingerprint.of(type, value).digestKey())));
        this.position = position;
        this.chain = chain;
    }

    /** What it held at a position. */
    record Moment(long position, byte[] chain, Snapshot pictures, Snapshot texts) {}

    /** What it holds now, to be saved while it changes. */
    Moment moment() {
        return new Moment(
                position,
                HexFormat.of().parseHex(chain),
                of(FingerprintType.IMAGE_PDQ).snapshot(),
                of(FingerprintType.TEXT_TLSH).snapshot());
    }

    /** Applies what follows its position. */
    void apply(FeedLog.Changes changes) {
        for (FeedLog.Change change : changes.changes()) {
            Fingerprint fingerprint = fingerprint(change.type(), change.value());
            NearIndex index = of(fingerprint.type());
            Digest digest = Objects.requireNonNull(digests.get(fingerprint.type()));
            if (change.live() && index.add(change.value())) {
                digest.add(fingerprint.digestKey());
            } else if (!change.live() && index.remove(change.value())) {
                digest.subtract(fingerprint.digestKey());
            }
        }
        position = changes.next();
        chain = changes.chain();
    }

    /** Whether it stands where the manifest was made, and holds what was live then. */
    boolean isAsIn(Manifest manifest) {
        return position == manifest.position()
                && chain.equals(manifest.chain())
                && indexes.keySet().stream().allMatch(type -> isAsIn(type, manifest.items()));
    }

    private boolean isAsIn(FingerprintType type, List<Manifest.Item> items) {
        Manifest.Item none = new Manifest.Item(type.wire(), 0, new Digest().hex());
        Manifest.Item item = items.stream()
                .filter(each -> each.type().equals(type.wire()))
                .findFirst()
                .orElse(none);
        return item.count() == of(type).size()
                && item.digest()
                        .equals(Objects.requireNonNull(digests.get(type)).hex());
    }

    static Fingerprint fingerprint(String type, byte[] value) {
        return Fingerprint.of(Objects.requireNonNull(FingerprintType.ofWire(type), type), value);
    }
}
