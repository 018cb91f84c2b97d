package org.alarmcall.cli.copy;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintException;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.fingerprint.Tlsh;

/** The codes of one type in memory, compared one by one. Immutable once read. */
final class NearCodes {

    private static final int PDQ_WORDS = 4;
    private static final int FIRST_ROOM = 1024;

    private final FingerprintType type;
    private final int words;
    private long[] codes;
    private long[] offsets = new long[FIRST_ROOM];
    private int count;

    private NearCodes(FingerprintType type) {
        this.type = type;
        this.words = type == FingerprintType.TEXT_TLSH ? Tlsh.WORDS : PDQ_WORDS;
        this.codes = new long[FIRST_ROOM * words];
    }

    /** Where in the file an indicator is that is near. */
    record Near(long offset, int distance) {}

    static boolean isNear(FingerprintType type) {
        return type == FingerprintType.IMAGE_PDQ || type == FingerprintType.TEXT_TLSH;
    }

    static NearCodes read(SortedFile lines, FingerprintType type) throws IOException {
        NearCodes read = new NearCodes(type);
        try {
            lines.forEach(type.wire(), (key, offset) -> read.add(Fingerprint.parse(type, key.value()), offset));
        } catch (FingerprintException e) {
            throw new CopyException("The copy holds a value that is none: " + e.reason());
        }
        return read;
    }

    private void add(Fingerprint value, long offset) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, count + (count >> 1));
            codes = Arrays.copyOf(codes, Math.multiplyExact(offsets.length, words));
        }
        pack(value, codes, count * words);
        offsets[count++] = offset;
    }

    private void pack(Fingerprint value, long[] into, int at) {
        if (type == FingerprintType.TEXT_TLSH) {
            Tlsh.pack(value.value(), into, at);
        } else {
            value.copyLongs(into, at);
        }
    }

    void forEachNear(Fingerprint value, int maxDistance, Consumer<Near> found) {
        long[] wanted = new long[words];
        pack(value, wanted, 0);
        for (int i = 0, at = 0; i < count; i++, at += words) {
            int distance = words == PDQ_WORDS ? bits(wanted, at) : Tlsh.distance(codes, at, wanted, 0);
            if (distance <= maxDistance) {
                found.accept(new Near(offsets[i], distance));
            }
        }
    }

    private int bits(long[] wanted, int at) {
        return Long.bitCount(codes[at] ^ wanted[0])
                + Long.bitCount(codes[at + 1] ^ wanted[1])
                + Long.bitCount(codes[at + 2] ^ wanted[2])
                + Long.bitCount(codes[at + 3] ^ wanted[3]);
    }
}
