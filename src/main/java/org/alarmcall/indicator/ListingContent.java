package org.alarmcall.indicator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.Hashes;

/** What a decision about a listing is about: its labels and its indicators, in whatever order they were sent. */
final class ListingContent {

    private ListingContent() {}

    static byte[] hash(ParsedListing listing) {
        return hash(
                listing.labelsJson(),
                listing.indicators().stream().map(ParsedIndicator::fingerprint).toList());
    }

    /** SHA-256, 32 bytes. The note and the time are not part of it: they change nothing of what is shared. */
    static byte[] hash(String labelsJson, List<Fingerprint> indicators) {
        MessageDigest sha256 = Hashes.sha256();
        sha256.update(labelsJson.getBytes(StandardCharsets.UTF_8));
        indicators.stream().sorted().forEach(indicator -> {
            sha256.update((byte) 0);
            sha256.update((byte) indicator.type().code());
            sha256.update(indicator.value());
        });
        return sha256.digest();
    }
}
