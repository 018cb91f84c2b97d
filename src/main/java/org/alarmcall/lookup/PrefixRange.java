package org.alarmcall.lookup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.alarmcall.feed.LiveValues;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.platform.Problem;

/** The fingerprints of a type whose first 20 bits are the same, and how they are listed without their prefix. */
final class PrefixRange {

    static final int DIGITS = 5;
    static final int BITS = 4 * DIGITS;

    /** How a line's word begins that is there to hide how many others there are. */
    static final String DECOY = "decoy";

    /** Lines of a padded answer are a multiple of this. */
    static final int PADDED_LINES = 100;

    /** Characters of the longest tier. */
    private static final int WORD = "corroborated".length();

    private static final Pattern PREFIX = Pattern.compile("[0-9a-fA-F]{" + DIGITS + "}");

    private final FingerprintType type;
    private final int prefix;

    private PrefixRange(FingerprintType type, int prefix) {
        this.type = type;
        this.prefix = prefix;
    }

    /** As in the path of a request; a 422 when it is none. */
    static PrefixRange parse(String type, String prefix) {
        FingerprintType parsed = FingerprintType.ofWire(type);
        if (parsed == null) {
            throw Problem.INVALID.because("The type in the path is one of " + FingerprintType.names() + ".");
        }
        if (!PREFIX.matcher(prefix).matches()) {
            throw Problem.INVALID.because("The prefix in the path is " + DIGITS + " hexadecimal digits.");
        }
        return new PrefixRange(parsed, Integer.parseInt(prefix, 16));
    }

    FingerprintType type() {
        return type;
    }

    /** From 0 to 2^20 - 1. */
    int prefix() {
        return prefix;
    }

    byte[] first() {
        return bound(0, (byte) 0);
    }

    byte[] last() {
        return bound(0x0f, (byte) 0xff);
    }

    private byte[] bound(int nibble, byte rest) {
        byte[] bound = new byte[type.byteLength()];
        Arrays.fill(bound, rest);
        bound[0] = (byte) (prefix >>> 12);
        bound[1] = (byte) (prefix >>> 4);
        bound[2] = (byte) (prefix << 4 | nibble);
        return bound;
    }

    /** {@code suffix:tier} lines, sorted. */
    String lines(List<LiveValues.Ranged> values) {
        return text(tiered(values));
    }

    /**
     * The same with decoys between them, so that the number of lines is a multiple of {@link #PADDED_LINES} and the length
     * of the whole follows from that number alone: decoys are as much longer as shorter tiers leave room.
     *
     * @param random at least {@link #decoys} values' bytes, which nobody can foresee
     */
    String paddedLines(List<LiveValues.Ranged> values, byte[] random) {
        List<String> lines = tiered(values);
        int decoys = decoys(values.size());
        int room = values.stream()
                .mapToInt(value -> WORD - value.tier().wire().length())
                .sum();
        for (int i = 0; i < decoys; i++) {
            int from = i * type.byteLength();
            String suffix = suffix(Arrays.copyOfRange(random, from, from + type.byteLength()));
            int length = WORD + room / decoys + (i < room % decoys ? 1 : 0);
            lines.add(suffix + ":" + DECOY + "-".repeat(length - DECOY.length()));
        }
        return text(lines);
    }

    /** How many decoys so many values are hidden among: at least one, so that there is always something to lengthen. */
    static int decoys(int values) {
        return PADDED_LINES - values % PADDED_LINES;
    }

    private List<String> tiered(List<LiveValues.Ranged> values) {
        List<String> lines = new ArrayList<>(values.size() + PADDED_LINES);
        values.forEach(
                value -> lines.add(suffix(value.value()) + ":" + value.tier().wire()));
        return lines;
    }

    private String suffix(byte[] value) {
        String canonical = Fingerprint.of(type, value).canonical();
        return canonical.substring(canonical.length() - 2 * type.byteLength() + DIGITS);
    }

    private static String text(List<String> lines) {
        lines.sort(null);
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    @Override
    public String toString() {
        return type.wire() + '/' + HexFormat.of().toHexDigits(prefix, DIGITS);
    }
}
