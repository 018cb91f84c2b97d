package org.alarmcall.matching;

import java.util.List;
import java.util.function.Consumer;

/** What was live in some codes at one moment, however they are changed afterwards. */
final class Snapshot {

    private final List<Part> parts;

    private record Part(Codes codes, int count, long[] dead) {}

    interface SlotVisitor {
        void visit(Codes codes, int slot);
    }

    private Snapshot(List<Part> parts) {
        this.parts = parts;
    }

    /** To be taken by the writer. */
    static Snapshot of(List<Codes> all) {
        return new Snapshot(all.stream()
                .map(codes -> new Part(codes, codes.count(), codes.deadBits()))
                .toList());
    }

    int count() {
        return parts.stream()
                .mapToInt(part -> {
                    int dead = 0;
                    for (long bits : part.dead()) {
                        dead += Long.bitCount(bits);
                    }
                    return part.count() - dead;
                })
                .sum();
    }

    void copyTo(Codes target) {
        parts.forEach(part -> target.appendAll(part.codes(), part.count(), part.dead()));
    }

    /** Each code, in an array that is used again for the next. */
    void forEach(Consumer<long[]> visitor) {
        for (Part part : parts) {
            long[] code = new long[part.codes().words()];
            for (int slot = 0; slot < part.count(); slot++) {
                if ((part.dead()[slot >>> 6] >>> slot & 1) == 0) {
                    part.codes().copyTo(code, slot);
                    visitor.accept(code);
                }
            }
        }
    }

    /** What has been struck out since; for the writer. */
    void struckOutSince(SlotVisitor visitor) {
        for (Part part : parts) {
            for (int word = 0; word < part.dead().length; word++) {
                long since = part.codes().deadBits(word) & ~part.dead()[word];
                for (; since != 0; since &= since - 1) {
                    visitor.visit(part.codes(), (word << 6) + Long.numberOfTrailingZeros(since));
                }
            }
        }
    }
}
