package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The collections that the client may use. */
final class OwnCollections {

    private static final Pattern CALL_OF_ONE = Pattern.compile("/collections/([^/?]+)[/?].*");

    private OwnCollections() {}

    static List<JsonNode> ask(Server server) {
        List<JsonNode> collections = new ArrayList<>();
        server.json(Call.get("/collections", "application/json")).path("items").forEach(collections::add);
        return collections;
    }

    /** A call came to nothing: where it named a collection that the client has not, with those that it has. */
    static Refusal named(Server server, Call call, Refusal refusal) {
        Matcher one = CALL_OF_ONE.matcher(call.path());
        if (!one.matches()) {
            return refusal;
        }
        try {
            List<JsonNode> own = ask(server);
            boolean has = own.stream()
                    .anyMatch(each -> Call.encode(each.path("slug").asText()).equals(one.group(1)));
            return has ? refusal : refusal.adding(sentence(own));
        } catch (Failure notAnswered) {
            refusal.addSuppressed(notAnswered);
            return refusal;
        }
    }

    private static String sentence(List<JsonNode> own) {
        List<String> names = own.stream()
                .map(each ->
                        each.path("slug").asText() + " (" + each.path("access").asText() + ")")
                .toList();
        return names.isEmpty()
                ? "Your client may use no collection: ask the coalition."
                : "Your client may use " + String.join(", ", names) + ".";
    }
}
