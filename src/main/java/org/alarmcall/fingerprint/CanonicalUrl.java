package org.alarmcall.fingerprint;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The address of a page in one spelling: RFC 3986 section 6 without a request to the network, and without what marketing
 * adds. {@code docs/fingerprints.md} has the rules with examples.
 */
public final class CanonicalUrl {

    public static final int MAX_CHARACTERS = 8_192;

    /** Scheme, authority, path, query; a fragment is not looked at. */
    private static final Pattern PARTS = Pattern.compile("(?i)(https?)://([^/?#]*)([^?#]*)(?:\\?([^#]*))?(?:#.*)?");

    /** An address of IPv6 is in brackets; a dot at the end of a name says that it is whole. */
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]+?)\\.?(?::([0-9]*))?");

    private static final Pattern HOST = Pattern.compile("[a-z0-9._-]+");

    private static final Pattern BLANK_OR_CONTROL = Pattern.compile("[\\s\\p{Cntrl}]");

    /** Parameters that say how a visitor came, not what is shown; and all that begin with {@code utm_}. */
    private static final Set<String> TRACKING = Set.of(
            "fbclid",
            "gclid",
            "gclsrc",
            "dclid",
            "gbraid",
            "wbraid",
            "msclkid",
            "yclid",
            "twclid",
            "ttclid",
            "igshid",
            "igsh",
            "mc_cid",
            "mc_eid",
            "_ga",
            "_gl",
            "_hsenc",
            "_hsmi",
            "mkt_tok",
            "oly_anon_id",
            "oly_enc_id",
            "vero_id",
            "wickedid",
            "srsltid");

    private static final String TRACKING_PREFIX = "utm_";
    private static final String UNRESERVED = "-._~";

    /** Kept as they are beside letters, digits and the unreserved: what RFC 3986 allows in a path and a query. */
    private static final String PATH_CHARACTERS = "!$&'()*+,;=:@/";

    private static final String QUERY_CHARACTERS = PATH_CHARACTERS + "?";

    private final String value;

    private CanonicalUrl(String value) {
        this.value = value;
    }

    /**
     * Reads an address.
     *
     * @throws FingerprintException when it is not an absolute address of http or https
     */
    public static CanonicalUrl of(String url) {
        String text = url.strip();
        if (text.length() > MAX_CHARACTERS) {
            throw new FingerprintException("a URL has at most " + MAX_CHARACTERS + " characters");
        }
        Matcher parts = PARTS.matcher(text);
        if (BLANK_OR_CONTROL.matcher(text).find() || !parts.matches()) {
            throw new FingerprintException("a URL begins with http:// or https:// and has no blanks");
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        String query = parts.group(4) == null ? "" : query(parts.group(4));
        return new CanonicalUrl(scheme + "://" + authority(scheme, parts.group(2))
                + path(parts.group(3).replace('\\', '/')) + (query.isEmpty() ? "" : "?" + query));
    }

    /** For example {@code https://example.com/item/8841?lang=en}. */
    public String value() {
        return value;
    }

    /** The {@code url_sha256} of the address. */
    public Fingerprint sha256() {
        return Fingerprint.of(FingerprintType.URL_SHA256, Hashes.sha256(value));
    }

    private static String authority(String scheme, String text) {
        Matcher parts = AUTHORITY.matcher(text.substring(text.lastIndexOf('@') + 1)); // without user and password
        if (!parts.matches()) {
            throw new FingerprintException("the URL has no host, or a wrong port");
        }
        String host = parts.group(1).startsWith("[") ? parts.group(1).toLowerCase(Locale.ROOT) : host(parts.group(1));
        String port = parts.group(2) == null ? "" : parts.group(2).replaceFirst("^0+(?=.)", "");
        boolean isDefault = port.isEmpty() || port.equals(scheme.equals("http") ? "80" : "443");
        return host + (isDefault ? "" : ":" + port);
    }

    /** The name of a host in lower case; international ones become Punycode. */
    static String host(String name) {
        try {
            String ascii = IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            if (HOST.matcher(ascii).matches()) {
                return ascii;
            }
        } catch (IllegalArgumentException e) {
            throw new FingerprintException("the name of the host is not valid: " + e.getMessage());
        }
        throw new FingerprintException("the name of the host is not valid");
    }

    private static String path(String text) {
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = escape(text, PATH_CHARACTERS).split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            switch (segments[i]) {
                case "." -> keepEnd(kept, last);
                case ".." -> {
                    kept.pollLast();
                    keepEnd(kept, last);
                }
                default -> kept.addLast(segments[i]);
            }
        }
        return "/" + String.join("/", kept);
    }

    /** A dot at the end names the folder: the path ends with a slash. */
    private static void keepEnd(Deque<String> kept, boolean last) {
        if (last) {
            kept.addLast("");
        }
    }

    private static String query(String text) {
        return Arrays.stream(text.split("&"))
                .map(parameter -> escape(parameter, QUERY_CHARACTERS))
                .filter(parameter -> !parameter.isEmpty() && !isTracking(name(parameter)))
                .sorted(Comparator.comparing(CanonicalUrl::name)) // stable: one name's values keep their order
                .collect(Collectors.joining("&"));
    }

    private static String name(String parameter) {
        int end = parameter.indexOf('=');
        return end < 0 ? parameter : parameter.substring(0, end);
    }

    private static boolean isTracking(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(TRACKING_PREFIX) || TRACKING.contains(lower);
    }

    /** Escapes what has to be, in capitals, and nothing that need not be. */
    private static String escape(String text, String allowed) {
        StringBuilder escaped = new StringBuilder(text.length());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            int value = bytes[i] & 0xff;
            boolean wasEscaped = value == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2]);
            if (wasEscaped) {
                value = HexFormat.fromHexDigit(bytes[i + 1]) << 4 | HexFormat.fromHexDigit(bytes[i + 2]);
                i += 2;
            }
            boolean plain = value < 0x80
                    && (Character.isLetterOrDigit(value)
                            || UNRESERVED.indexOf(value) >= 0
                            || !wasEscaped && allowed.indexOf(value) >= 0);
            if (plain) {
                escaped.append((char) value);
            } else {
                escaped.append(String.format("%%%02X", value));
            }
        }
        return escaped.toString();
    }

    private static boolean isHex(byte value) {
        return HexFormat.isHexDigit(value);
    }
}
