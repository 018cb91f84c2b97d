package org.alarmcall.cli;

import org.alarmcall.cli.hashing.Hash;
import org.alarmcall.fingerprint.FingerprintType;
import org.jspecify.annotations.Nullable;

/**
 * A fingerprint that is looked up.
 *
 * @param maxDistance how far a match may be; 0 for types that match exactly
 */
record Query(Hash hash, int maxDistance) {

    /** As far as a match may be when nothing is said; null for types that match exactly. */
    private static @Nullable Integer usual(FingerprintType type) {
        return switch (type) {
            case IMAGE_PDQ -> 31;
            case TEXT_TLSH -> 30;
            default -> null;
        };
    }

    /** As far as the server looks. */
    private static int most(FingerprintType type) {
        return type == FingerprintType.IMAGE_PDQ ? 31 : 70;
    }

    static boolean isNear(FingerprintType type) {
        return usual(type) != null;
    }

    /** @param wish of the command line; null when it has none */
    static Query of(Hash hash, @Nullable Integer wish) {
        Integer usual = usual(hash.fingerprint().type());
        return new Query(hash, usual == null ? 0 : wish == null ? usual : wish);
    }

    /** Refuses a wish that goes further than the server looks. */
    static void check(FingerprintType type, @Nullable Integer wish) {
        if (wish != null && isNear(type) && (wish < 0 || wish > most(type))) {
            throw Failure.usage("--max-distance of " + type.wire() + " must be from 0 to " + most(type) + ".");
        }
    }
}
