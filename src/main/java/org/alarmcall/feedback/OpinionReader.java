package org.alarmcall.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.alarmcall.platform.FieldErrors;
import org.alarmcall.platform.PlainText;
import org.jspecify.annotations.Nullable;

/** Makes an opinion of JSON from outside and names all that is wrong. A field that is {@code null} is taken as absent. */
final class OpinionReader {

    static final int MAX_REASON = 500;

    /** More than any platform has listings; what is larger is a mistake. */
    static final long MAX_COUNT = 1_000_000_000_000L;

    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Set<String> KEYS = new TreeSet<>(Set.of("opinion", "reason", "actions"));
    private static final Set<String> ITEM_KEYS = new TreeSet<>(Set.of("indicatorId", "opinion", "reason", "actions"));
    private static final Set<String> ACTION_KEYS =
            new TreeSet<>(Set.of("matched", "removed", "removedBeforeView", "upheldAppeals"));

    private OpinionReader() {}

    /** The indicator that an item is about, whatever else is wrong with it; null when it names none. */
    static @Nullable UUID indicatorId(JsonNode item) {
        JsonNode id = item.path("indicatorId");
        return id.isTextual() && ID.matcher(id.textValue()).matches() ? UUID.fromString(id.textValue()) : null;
    }

    /**
     * Reads an item of many.
     *
     * @return null when there are errors
     */
    static @Nullable Given item(JsonNode item, String pointer, FieldErrors errors) {
        if (!item.isObject()) {
            errors.add(pointer, "must be an object");
            return null;
        }
        UUID id = indicatorId(item);
        if (id == null) {
            errors.add(pointer + "/indicatorId", absent(item.path("indicatorId")) ? "is required" : "must be a UUID");
            id = new UUID(0, 0);
        }
        refuseOthers(item, pointer, ITEM_KEYS, errors);
        return read(id, item, pointer, errors);
    }

    /**
     * Reads an opinion on one indicator.
     *
     * @return null when there are errors
     */
    static @Nullable Given body(UUID indicatorId, JsonNode body, FieldErrors errors) {
        if (!body.isObject()) {
            errors.add("", "must be an object");
            return null;
        }
        refuseOthers(body, "", KEYS, errors);
        return read(indicatorId, body, "", errors);
    }

    private static @Nullable Given read(UUID id, JsonNode node, String pointer, FieldErrors errors) {
        Opinion opinion = opinion(node.path("opinion"), pointer + "/opinion", errors);
        String reason = reason(node.path("reason"), pointer + "/reason", errors);
        Actions actions = actions(node.path("actions"), pointer + "/actions", errors);
        return opinion == null || !errors.isEmpty() ? null : new Given(id, opinion, reason, actions);
    }

    private static @Nullable Opinion opinion(JsonNode node, String pointer, FieldErrors errors) {
        if (absent(node)) {
            errors.add(pointer, "is required");
            return null;
        }
        Opinion opinion = node.isTextual() ? Opinion.parse(node.textValue()).orElse(null) : null;
        if (opinion == null) {
            errors.add(pointer, "must be one of " + Opinion.NAMES);
        }
        return opinion;
    }

    private static @Nullable String reason(JsonNode node, String pointer, FieldErrors errors) {
        if (absent(node)) {
            return null;
        }
        if (!node.isTextual()) {
            errors.add(pointer, "must be a string");
            return null;
        }
        String fault = PlainText.linesFault(node.textValue(), MAX_REASON);
        if (fault != null) {
            errors.add(pointer, fault);
        }
        return node.textValue().isBlank() ? null : node.textValue();
    }

    private static Actions actions(JsonNode node, String pointer, FieldErrors errors) {
        if (absent(node)) {
            return Actions.NONE;
        }
        if (!node.isObject()) {
            errors.add(pointer, "must be an object");
            return Actions.NONE;
        }
        refuseOthers(node, pointer, ACTION_KEYS, errors);
        Actions actions = new Actions(
                count(node, "matched", pointer, errors),
                count(node, "removed", pointer, errors),
                count(node, "removedBeforeView", pointer, errors),
                count(node, "upheldAppeals", pointer, errors));
        atMost(actions.removed(), "removed", actions.matched(), "matched", pointer, errors);
        atMost(actions.removedBeforeView(), "removedBeforeView", actions.removed(), "removed", pointer, errors);
        atMost(actions.upheldAppeals(), "upheldAppeals", actions.removed(), "removed", pointer, errors);
        return actions;
    }

    private static @Nullable Long count(JsonNode actions, String name, String pointer, FieldErrors errors) {
        JsonNode node = actions.path(name);
        if (absent(node)) {
            return null;
        }
        if (!node.isIntegralNumber()
                || !node.canConvertToLong()
                || node.longValue() < 0
                || node.longValue() > MAX_COUNT) {
            errors.add(pointer + "/" + name, "must be a whole number from 0 to " + MAX_COUNT);
            return null;
        }
        return node.longValue();
    }

    private static void atMost(
            @Nullable Long part,
            String partName,
            @Nullable Long whole,
            String wholeName,
            String pointer,
            FieldErrors errors) {
        if (part == null) {
            return;
        }
        if (whole == null) {
            errors.add(pointer + "/" + wholeName, "is required beside " + partName);
        } else if (part > whole) {
            errors.add(pointer + "/" + partName, "is more than " + wholeName);
        }
    }

    private static void refuseOthers(JsonNode node, String pointer, Set<String> keys, FieldErrors errors) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!keys.contains(name)) {
                errors.add(FieldErrors.child(pointer, name), "is no key; there are " + String.join(", ", keys));
            }
        }
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
