package org.alarmcall.cli.hashing;

import java.util.List;
import java.util.Set;
import org.alarmcall.fingerprint.FingerprintType;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file, or of a line of one.
 *
 * @param file as it was named
 * @param line from 1; 0 for a whole file
 * @param hashes none when there is a problem
 * @param problem why it can't be hashed; null when it was
 */
public record Hashed(
        String file, int line, List<Hash> hashes, @Nullable String problem) {

    public Hashed {
        hashes = List.copyOf(hashes);
    }

    static Hashed failed(String file, int line, String problem) {
        return new Hashed(file, line, List.of(), problem);
    }

    /** For a message: {@code a.jpg}, or {@code texts.txt:3}. */
    public String place() {
        return line == 0 ? file : file + ":" + line;
    }

    /** Whether there was nothing to hash: it is of no type that was wanted. */
    public boolean isEmpty() {
        return hashes.isEmpty() && problem == null;
    }

    /** The same without the hashes of other types. */
    public Hashed only(Set<FingerprintType> types) {
        return new Hashed(
                file,
                line,
                hashes.stream()
                        .filter(hash -> types.contains(hash.fingerprint().type()))
                        .toList(),
                problem);
    }
}
