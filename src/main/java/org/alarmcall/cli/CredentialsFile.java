package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The credentials of {@code login}, in a file that only its owner may read. */
final class CredentialsFile {

    private final Path path;

    CredentialsFile(Shell shell) {
        this.path = shell.configDir().resolve("credentials.json");
    }

    Path path() {
        return path;
    }

    Optional<Credentials> read() {
        try {
            if (!Files.exists(path)) {
                return Optional.empty();
            }
            refuseIfOthersMayRead();
            JsonNode json = Json.read(Files.readAllBytes(path));
            String clientId = json.path("clientId").asText("");
            String secret = json.path("clientSecret").asText("");
            if (clientId.isEmpty() || secret.isEmpty()) {
                throw Failure.usage(path + " holds no credentials. Run 'alarmcall login' again.");
            }
            return Optional.of(
                    new Credentials(Credentials.serverOf(json.path("url").asText("")), clientId, secret));
        } catch (IOException e) {
            throw Failure.usage(path + " can't be read (" + e.getMessage() + "). Run 'alarmcall login' again.");
        }
    }

    private void refuseIfOthersMayRead() throws IOException {
        if (OwnerOnly.othersMayRead(path)) {
            throw Failure.usage(
                    "Others may read " + path + ". Run 'chmod 600 " + path + "', and rotate the secret if they did.");
        }
    }

    /** Written beside its place with mode 600 from the first byte, then moved into place. */
    void write(Credentials credentials) {
        ObjectNode json = Json.object()
                .put("url", credentials.server().toString())
                .put("clientId", credentials.clientId())
                .put("clientSecret", credentials.clientSecret());
        try {
            OwnerOnly.createFolderOf(path);
            OwnerOnly.replace(path, json.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether there was a file. */
    boolean delete() {
        try {
            return Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
