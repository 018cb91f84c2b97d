package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.alarmcall.cli.copy.CopyFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "The server, who you are to it, the collections, withdrawals that you hold, what of yours leaves"
                + " their feeds soon, and how far your copies are.")
final class StatusCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--into", split = ",", paramLabel = "DIR", description = "Folders of local copies to compare.")
    private List<Path> copies = List.of();

    StatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Server server = connection.connect(shell);
        JsonNode me = server.json(Call.get("/me", "application/json"));
        List<String> scopes = new ArrayList<>();
        me.path("scopes").forEach(scope -> scopes.add(scope.asText()));
        ObjectNode event =
                Json.object().put("event", "client").put("url", server.uri().toString());
        event.setAll((ObjectNode) me);
        print(
                event,
                "%s%n  member %s, client %s%n  scopes %s",
                server.uri(),
                me.path("member").asText("(unknown)"),
                me.path("clientId").asText(server.clientId()),
                String.join(" ", scopes));
        List<JsonNode> collections = collections(server);
        for (JsonNode collection : collections) {
            printCollection(collection);
            if (scopes.contains("submissions:write")
                    && !collection.path("access").asText().equals("write")) {
                printExpiring(ExpiringSoon.ask(server, collection.path("slug").asText()));
            }
            if (scopes.contains("feed:read")
                    && collection.path("access").asText().contains("read")) {
                printReceipts(new Receipts(server, collection.path("slug").asText()));
            }
        }
        for (Path folder : copies) {
            printCopy(folder, collections);
        }
        return Exit.DONE;
    }

    private List<JsonNode> collections(Server server) {
        try {
            return OwnCollections.ask(server);
        } catch (Refusal refusal) {
            if (refusal.status() != 403) {
                throw refusal;
            }
            shell.say("The collections are not shown: " + refusal.sentence());
            return List.of();
        }
    }

    private void printCollection(JsonNode collection) {
        ObjectNode event = Json.object().put("event", "collection");
        collection.fields().forEachRemaining(field -> event.set(field.getKey(), field.getValue()));
        print(
                event,
                "  %-24s %-10s TLP:%-12s head %d  %s",
                collection.path("slug").asText(),
                collection.path("access").asText(),
                collection.path("tlp").asText(),
                collection.path("head").asLong(),
                collection.path("title").asText());
    }

    private void printExpiring(ExpiringSoon soon) {
        if (connection.json || soon.count() > 0) {
            print(soon.event(), "%s", soon.sentence());
        }
    }

    private void printReceipts(Receipts receipts) {
        Receipts.Count held = receipts.count("held");
        Receipts.Count late = receipts.count("late");
        Set<String> waitingFor = new TreeSet<>(held.clients());
        waitingFor.addAll(late.clients());
        ObjectNode event = Json.object()
                .put("event", "withdrawals")
                .put("collection", receipts.collection())
                .put("held", held.number())
                .put("late", late.number())
                .put("complete", !held.isMore() && !late.isMore());
        waitingFor.forEach(event.putArray("waitingFor")::add);
        String todo = waitingFor.isEmpty()
                ? ""
                : "; pull with " + String.join(", ", waitingFor) + ", or have removed what you don't use";
        print(event, "    withdrawals: %s held, %s late%s", held, late, todo);
    }

    private void printCopy(Path folder, List<JsonNode> collections) {
        Optional<JsonNode> state;
        try {
            state = CopyFile.state(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (state.isEmpty()) {
            throw Failure.usage("There is no finished copy in " + folder + ".");
        }
        JsonNode copy = state.get();
        long position = copy.path("position").asLong();
        Long behind = head(collections, copy.path("collection").asText())
                .map(head -> head - position)
                .orElse(null);
        ObjectNode event = Json.object().put("event", "copy").put("into", folder.toString());
        copy.fields().forEachRemaining(field -> event.set(field.getKey(), field.getValue()));
        print(
                event.put("behind", behind),
                "  copy in %s: %s at position %d (%s), %d live",
                folder,
                copy.path("collection").asText(),
                position,
                distance(behind),
                copy.path("count").asLong());
    }

    private static String distance(@Nullable Long behind) {
        if (behind == null) {
            return "the server's head is not known";
        }
        return behind == 0 ? "up to date" : behind + " behind";
    }

    private static Optional<Long> head(List<JsonNode> collections, String slug) {
        return collections.stream()
                .filter(collection -> collection.path("slug").asText().equals(slug))
                .map(collection -> collection.path("head").asLong())
                .findFirst();
    }

    private void print(JsonNode event, String human, Object... values) {
        shell.out().println(connection.json ? Json.line(event) : String.format(human, values));
    }
}
