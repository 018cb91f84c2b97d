package org.alarmcall.indicator;

import static org.alarmcall.platform.FieldErrors.child;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alarmcall.fingerprint.Degenerate;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintException;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.platform.FieldErrors;
import org.alarmcall.platform.PlainText;
import org.alarmcall.platform.Rfc3339;
import org.alarmcall.vocabulary.Labels;
import org.alarmcall.vocabulary.LabelsReader;
import org.alarmcall.vocabulary.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Makes a listing of JSON from outside and names all that is wrong. A bad indicator does not sink a listing that has a
 * good one. A field that is {@code null} is taken as absent.
 */
final class ListingReader {

    static final int MAX_REFERENCE = 200;
    static final int MAX_NOTE = 500;
    static final int MAX_INDICATORS = 50;

    /** How far the clock of a member may be ahead. */
    static final Duration MAX_AHEAD = Duration.ofDays(1);

    /** No online listing is older; what is, is a mistake in the member's data. */
    static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    /** Characters of a refused value that an answer repeats. */
    private static final int MAX_SHOWN = 80;

    private static final Set<String> LISTING_KEYS = Set.of("reference", "observedAt", "labels", "note", "indicators");
    private static final Set<String> INDICATOR_KEYS = Set.of("type", "value", "quality");

    private final LabelsReader labelsReader;
    private final Clock clock;

    ListingReader(Vocabulary vocabulary, Clock clock) {
        this.labelsReader = new LabelsReader(vocabulary);
        this.clock = clock;
    }

    /**
     * Reads one listing.
     *
     * @param ordinal its place in the body, from 0
     * @param line where it begins, from 1; null for JSON
     * @param pointer what the pointers of errors begin with, for example {@code /listings/3}; empty for a line
     */
    ListingResult read(int ordinal, @Nullable Integer line, String pointer, JsonNode node) {
        FieldErrors errors = new FieldErrors(line);
        if (!node.isObject()) {
            errors.add(pointer, "must be an object");
            return new RejectedListing(ordinal, line, null, 0, errors.list());
        }
        refuseUnknownKeys(node, pointer, LISTING_KEYS, errors);
        String reference = reference(node.path("reference"), pointer + "/reference", errors);
        Instant observedAt = observedAt(node.path("observedAt"), pointer + "/observedAt", errors);
        Labels labels = labelsReader.read(node.path("labels"), pointer + "/labels", errors);
        String note = note(node.path("note"), pointer + "/note", errors);

        Map<Fingerprint, ParsedIndicator> good = new LinkedHashMap<>();
        List<RejectedIndicator> bad = new ArrayList<>(0);
        JsonNode indicators = node.path("indicators");
        String fault = indicatorsFault(indicators);
        if (fault != null) {
            errors.add(pointer + "/indicators", fault);
        } else {
            for (int i = 0; i < indicators.size(); i++) {
                indicator(i, indicators.get(i), pointer + "/indicators/" + i, line, good, bad);
            }
        }
        if (reference != null && observedAt != null && labels != null && errors.isEmpty() && !good.isEmpty()) {
            return new ParsedListing(
                    ordinal,
                    line,
                    reference,
                    observedAt,
                    labels,
                    labels.json(),
                    note,
                    List.copyOf(good.values()),
                    List.copyOf(bad));
        }
        bad.forEach(indicator -> indicator.errors().forEach(error -> errors.add(error.pointer(), error.detail())));
        return new RejectedListing(ordinal, line, shown(node.path("reference")), indicators.size(), errors.list());
    }

    private static @Nullable String reference(JsonNode node, String pointer, FieldErrors errors) {
        String text = requiredText(node, pointer, errors);
        if (text == null) {
            return null;
        }
        String fault = PlainText.lineFault(text, MAX_REFERENCE);
        if (fault == null && !text.strip().equals(text)) {
            fault = "begins or ends with a blank";
        }
        if (fault != null) {
            errors.add(pointer, fault);
        }
        return text;
    }

    private @Nullable Instant observedAt(JsonNode node, String pointer, FieldErrors errors) {
        String text = requiredText(node, pointer, errors);
        if (text == null) {
            return null;
        }
        Instant time = Rfc3339.parse(text);
        if (time == null) {
            errors.add(pointer, "must be a time of RFC 3339, for example 2026-11-20T09:30:00Z");
        } else if (time.isBefore(EARLIEST)) {
            errors.add(pointer, "is before 2000");
        } else if (time.isAfter(clock.instant().plus(MAX_AHEAD))) {
            errors.add(pointer, "is more than a day in the future");
        }
        return time;
    }

    private static @Nullable String note(JsonNode node, String pointer, FieldErrors errors) {
        if (absent(node)) {
            return null;
        }
        if (!node.isTextual()) {
            errors.add(pointer, "must be a string");
            return null;
        }
        String fault = PlainText.linesFault(node.textValue(), MAX_NOTE);
        if (fault != null) {
            errors.add(pointer, fault);
        }
        return node.textValue().isBlank() ? null : node.textValue();
    }

    private static @Nullable String indicatorsFault(JsonNode indicators) {
        if (absent(indicators)) {
            return "is required";
        }
        if (!indicators.isArray()) {
            return "must be an array";
        }
        int size = indicators.size();
        return size >= 1 && size <= MAX_INDICATORS ? null : "must have 1 to " + MAX_INDICATORS + " items";
    }

    private static void indicator(
            int index,
            JsonNode node,
            String pointer,
            @Nullable Integer line,
            Map<Fingerprint, ParsedIndicator> good,
            List<RejectedIndicator> bad) {
        FieldErrors errors = new FieldErrors(line);
        ParsedIndicator indicator = null;
        if (node.isObject()) {
            indicator = indicator(index, node, pointer, errors);
        } else {
            errors.add(pointer, "must be an object");
        }
        if (indicator != null && errors.isEmpty()) {
            good.merge(indicator.fingerprint(), indicator, ListingReader::join);
        } else {
            bad.add(new RejectedIndicator(index, shown(node.path("type")), shown(node.path("value")), errors.list()));
        }
    }

    private static @Nullable ParsedIndicator indicator(int index, JsonNode node, String pointer, FieldErrors errors) {
        refuseUnknownKeys(node, pointer, INDICATOR_KEYS, errors);
        String typeName = requiredText(node.path("type"), pointer + "/type", errors);
        String value = requiredText(node.path("value"), pointer + "/value", errors);
        Integer quality = wholeNumber(node.path("quality"), pointer + "/quality", errors);
        if (typeName == null) {
            return null;
        }
        FingerprintType type = FingerprintType.ofWire(typeName);
        if (type == null) {
            errors.add(pointer + "/type", FingerprintType.unknown(PlainText.shown(typeName, MAX_SHOWN)));
            return null;
        }
        Integer kept = null;
        try {
            kept = type.keepQuality(quality);
        } catch (FingerprintException e) {
            if (quality != null || absent(node.path("quality"))) {
                errors.add(pointer + "/quality", e.reason());
            }
        }
        try {
            return value == null
                    ? null
                    : new ParsedIndicator(index, Degenerate.refuse(Fingerprint.parse(type, value)), kept);
        } catch (FingerprintException e) {
            errors.add(pointer + "/value", e.reason());
            return null;
        }
    }

    /** Sent twice in a listing, it is one: the first, with the better quality. */
    private static ParsedIndicator join(ParsedIndicator first, ParsedIndicator again) {
        Integer one = first.quality();
        Integer other = again.quality();
        return one == null || other == null || one >= other
                ? first
                : new ParsedIndicator(first.index(), first.fingerprint(), other);
    }

    /** Never computes with what was sent: 1E99999999 is no int, and that is all that is asked. */
    private static @Nullable Integer wholeNumber(JsonNode node, String pointer, FieldErrors errors) {
        if (absent(node)) {
            return null;
        }
        if (!node.isInt()) {
            errors.add(pointer, "must be a whole number from 0 to " + FingerprintType.MAX_QUALITY);
            return null;
        }
        return node.intValue();
    }

    private static void refuseUnknownKeys(JsonNode object, String pointer, Set<String> known, FieldErrors errors) {
        for (Iterator<String> keys = object.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!known.contains(key)) {
                errors.add(child(pointer, key), "is not a field of this object");
            }
        }
    }

    private static @Nullable String requiredText(JsonNode node, String pointer, FieldErrors errors) {
        if (absent(node)) {
            errors.add(pointer, "is required");
            return null;
        }
        if (!node.isTextual()) {
            errors.add(pointer, "must be a string");
            return null;
        }
        if (node.textValue().isBlank()) {
            errors.add(pointer, "is empty");
            return null;
        }
        return node.textValue();
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static @Nullable String shown(JsonNode node) {
        return !node.isTextual() ? null : PlainText.shown(node.textValue(), MAX_REFERENCE);
    }
}
