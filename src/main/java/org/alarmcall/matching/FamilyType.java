package org.alarmcall.matching;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.fingerprint.Tlsh;

/** The types of fingerprints that come in families, and how far from its medoid a family reaches: as far as a lookup usually does. */
enum FamilyType {
    /** Bits that differ, of 256. */
    IMAGE_PDQ(FingerprintType.IMAGE_PDQ) {
        @Override
        long[] pack(byte[] value) {
            long[] code = new long[value.length / Long.BYTES];
            ByteBuffer.wrap(value).asLongBuffer().get(code);
            return code;
        }

        @Override
        int distance(long[] one, long[] other) {
            int distance = 0;
            for (int i = 0; i < one.length; i++) {
                distance += Long.bitCount(one[i] ^ other[i]);
            }
            return distance;
        }
    },

    /** TLSH's own distance. */
    TEXT_TLSH(FingerprintType.TEXT_TLSH) {
        @Override
        long[] pack(byte[] value) {
            long[] code = new long[Tlsh.WORDS];
            Tlsh.pack(value, code, 0);
            return code;
        }

        @Override
        int distance(long[] one, long[] other) {
            return Tlsh.distance(one, 0, other, 0);
        }
    };

    /** The names of these types on the wire. */
    static final Set<String> WIRES =
            Arrays.stream(values()).map(FamilyType::wire).collect(Collectors.toUnmodifiableSet());

    static final Set<FingerprintType> FINGERPRINTS =
            Arrays.stream(values()).map(family -> family.type).collect(Collectors.toUnmodifiableSet());

    private final FingerprintType type;
    private final int radius;

    FamilyType(FingerprintType type) {
        this.type = type;
        this.radius = Reach.usual(type);
    }

    abstract long[] pack(byte[] value);

    abstract int distance(long[] one, long[] other);

    int radius() {
        return radius;
    }

    String wire() {
        return type.wire();
    }

    /** The fingerprint of a stored value. */
    Fingerprint fingerprint(byte[] value) {
        return Fingerprint.of(type, value);
    }

    /** The type of fingerprints of this type. */
    static FamilyType of(FingerprintType type) {
        return valueOf(type.name());
    }

    /** The type of this wire name, one of {@link #WIRES}. */
    static FamilyType ofWire(String wire) {
        for (FamilyType type : values()) {
            if (type.wire().equals(wire)) {
                return type;
            }
        }
        throw new IllegalArgumentException("no type that comes in families: " + wire);
    }
}
