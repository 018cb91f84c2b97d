package org.alarmcall.console;

import io.quarkus.qute.TemplateExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.alarmcall.vocabulary.AppendixHints;

/** How values read on a page: {@code {listing.receivedAt.moment}}. */
@TemplateExtension
final class Words {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "d MMM yyyy HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Words() {}

    /** For example {@code 25 Nov 2026 04:12 UTC}. */
    static String moment(Instant at) {
        return MOMENT.format(at);
    }

    /** For example {@code 04:12:05 UTC}. */
    static String clock(Instant at) {
        return CLOCK.format(at);
    }

    /** For example {@code 25 Nov 2026}. */
    static String day(Instant at) {
        return DAY.format(at);
    }

    /** For example {@code I, II}. */
    static String joined(AppendixHints.Hint hint) {
        return String.join(", ", hint.appendices());
    }

    /** The value as a part of an address: in a path or a query. */
    static String urlPart(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
