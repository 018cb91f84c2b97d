package org.alarmcall.matching;

import java.util.UUID;
import org.alarmcall.fingerprint.Fingerprint;

/** An indicator that is in a family, or may be. */
final class Kin {

    private final UUID id;
    private final Fingerprint fingerprint;
    private final FamilyType type;
    private final long[] code;

    Kin(UUID id, Fingerprint fingerprint) {
        this.id = id;
        this.fingerprint = fingerprint;
        this.type = FamilyType.of(fingerprint.type());
        this.code = type.pack(fingerprint.value());
    }

    UUID id() {
        return id;
    }

    Fingerprint fingerprint() {
        return fingerprint;
    }

    FamilyType type() {
        return type;
    }

    /** To one of the same type. */
    int distance(Kin other) {
        return type.distance(code, other.code);
    }

    /** Whether one could be in a family with the other as medoid. */
    boolean isNear(Kin other) {
        return type == other.type && distance(other) <= type.radius();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Kin kin && id.equals(kin.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id + " " + fingerprint;
    }
}
