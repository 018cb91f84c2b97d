package org.alarmcall.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        description = {
            "Checks the client's credentials and stores them in a file that only you may read.",
            "The secret is asked for, or read from ALARMCALL_CLIENT_SECRET or standard input."
        })
final class LoginCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--client-id", paramLabel = "ID", description = "The client. Default: ALARMCALL_CLIENT_ID.")
    private @Nullable String clientId;

    LoginCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        URI server = connection
                .namedServer(shell)
                .orElseThrow(() -> Failure.usage("Which server? Give --url, or set ALARMCALL_URL."));
        Credentials.refuseClearText(server, connection.insecureHttp);
        String id = clientId != null
                ? clientId
                : shell.variable("ALARMCALL_CLIENT_ID")
                        .orElseThrow(
                                () -> Failure.usage("Which client? Give --client-id, or set ALARMCALL_CLIENT_ID."));
        Credentials credentials = new Credentials(server, id, secret());
        AccessToken token = connection.connect(shell, credentials).token();
        CredentialsFile file = new CredentialsFile(shell);
        file.write(credentials);
        if (connection.json) {
            shell.out()
                    .println(Json.line(Json.object()
                            .put("event", "login")
                            .put("url", server.toString())
                            .put("clientId", id)
                            .put("scope", token.scope())
                            .put("file", file.path().toString())));
        } else {
            shell.out().println("Logged in as " + credentials + " with " + token.scope() + ".");
            shell.out().println("Stored in " + file.path() + ".");
        }
        return Exit.DONE;
    }

    private String secret() {
        String secret = shell.variable("ALARMCALL_CLIENT_SECRET")
                .orElseGet(this::askForSecret)
                .strip();
        if (secret.isEmpty()) {
            throw Failure.usage("The client's secret is empty.");
        }
        return secret;
    }

    private String askForSecret() {
        Console terminal = shell.terminal();
        if (terminal != null) {
            char[] typed = terminal.readPassword("Client secret: ");
            return typed == null ? "" : new String(typed);
        }
        try {
            String line = new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
