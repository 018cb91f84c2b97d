package org.alarmcall.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.alarmcall.fingerprint.FingerprintType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is looked up against: the options that {@code lookup} and {@code watch} have in common. */
final class Against {

    /** Both are made of the same file: their ranges together would tell the server 40 bits of it. */
    private static final Map<FingerprintType, FingerprintType> SAME_FILE = Map.of(
            FingerprintType.IMAGE_MD5, FingerprintType.IMAGE_SHA256,
            FingerprintType.VIDEO_MD5, FingerprintType.VIDEO_SHA256);

    @Option(names = "--collection", paramLabel = "SLUG", description = "The collection at the server.")
    @Nullable
    String collection;

    @Option(names = "--offline", paramLabel = "DIR", description = "Ask no server but the copy that pull keeps in DIR.")
    @Nullable
    Path offline;

    @Option(
            names = "--private",
            description =
                    "Tell the server no value but its first 20 bits. Exact types only, one of a file: SHA-256, or MD5"
                            + " when --type names it.")
    boolean byPrefix;

    @Option(
            names = "--max-distance",
            paramLabel = "N",
            description = "How far a match may be: image_pdq to 31 bits (default), text_tlsh to 70 (default 30).")
    @Nullable
    Integer maxDistance;

    Finder open(Shell shell, Supplier<Server> server) throws IOException {
        if (offline != null) {
            if (byPrefix || collection != null) {
                throw Failure.usage("--offline goes without --collection and --private.");
            }
            return CopyFinder.open(offline, shell);
        }
        if (collection == null) {
            throw Failure.usage("Name the --collection, or a copy of it with --offline.");
        }
        return byPrefix ? new RangeFinder(server.get(), collection) : new ServerFinder(server.get(), collection);
    }

    /**
     * The types that are looked up.
     *
     * @param chosen whether they were named: then one that can't be looked up is a mistake, and else it is left out
     */
    Set<FingerprintType> choose(Set<FingerprintType> wanted, boolean chosen, Finder finder) {
        Set<FingerprintType> possible = EnumSet.noneOf(FingerprintType.class);
        for (FingerprintType type : wanted) {
            Query.check(type, maxDistance);
            if (finder.types().contains(type)) {
                possible.add(type);
            } else if (chosen) {
                throw Failure.usage(type.wire()
                        + (offline == null
                                ? " is looked up near, and --private compares exactly."
                                : " is not in this copy: it was pulled with --type."));
            }
        }
        if (possible.isEmpty()) {
            throw Failure.usage("None of the types can be looked up here.");
        }
        return byPrefix ? oneOfAFile(possible, chosen) : possible;
    }

    private static Set<FingerprintType> oneOfAFile(Set<FingerprintType> types, boolean chosen) {
        Set<FingerprintType> single = EnumSet.copyOf(types);
        SAME_FILE.forEach((md5, sha256) -> {
            if (types.contains(md5) && types.contains(sha256)) {
                if (chosen) {
                    throw Failure.usage(
                            "--private asks for one type of a file, because what several tell the server adds"
                                    + " up: choose " + md5.wire() + " or " + sha256.wire() + ".");
                }
                single.remove(md5);
            }
        });
        return single;
    }
}
