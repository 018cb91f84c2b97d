package org.alarmcall.cli;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command has, and the server that they name. */
final class Connection {

    static final int DEFAULT_RETRIES = 8;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The server, for example https://alarmcall.example.org. Default: ALARMCALL_URL, then login's.")
    @Nullable
    String url;

    @Option(names = "--insecure-http", description = "Allow plain http to a server that is not on this machine.")
    boolean insecureHttp;

    @Option(names = "--json", description = "One JSON object a line on standard output, for machines.")
    boolean json;

    @Option(
            names = "--retries",
            paramLabel = "N",
            defaultValue = "" + DEFAULT_RETRIES,
            description = "How often to try again when the server is busy or away. Default: ${DEFAULT-VALUE}.")
    int retries;

    @Option(names = "--retry-delay-millis", hidden = true, defaultValue = "500")
    long retryDelayMillis;

    Server connect(Shell shell) {
        return connect(shell, credentials(shell));
    }

    Server connect(Shell shell, Credentials credentials) {
        Credentials.refuseClearText(credentials.server(), insecureHttp);
        return new Server(credentials, new Backoff(Math.max(0, retries), Math.max(1, retryDelayMillis)), shell);
    }

    /** The server of the command line or the environment. */
    Optional<URI> namedServer(Shell shell) {
        return Optional.ofNullable(url)
                .or(() -> shell.variable("ALARMCALL_URL"))
                .map(Credentials::serverOf);
    }

    /**
     * The environment goes before the file. What the file holds is sent to the file's server only: a URL on the command
     * line must not make it travel elsewhere.
     */
    private Credentials credentials(Shell shell) {
        Optional<URI> named = namedServer(shell);
        Optional<String> clientId = shell.variable("ALARMCALL_CLIENT_ID");
        Optional<String> secret = shell.variable("ALARMCALL_CLIENT_SECRET");
        if (clientId.isPresent() != secret.isPresent()) {
            throw Failure.usage("Set both of ALARMCALL_CLIENT_ID and ALARMCALL_CLIENT_SECRET, or neither.");
        }
        if (named.isPresent() && clientId.isPresent() && secret.isPresent()) {
            return new Credentials(named.get(), clientId.get(), secret.get());
        }
        Credentials stored = new CredentialsFile(shell)
                .read()
                .orElseThrow(
                        () -> Failure.usage(
                                "No credentials. Run 'alarmcall login --url URL --client-id ID', or set ALARMCALL_URL, ALARMCALL_CLIENT_ID and ALARMCALL_CLIENT_SECRET."));
        if (named.isPresent() && !named.get().equals(stored.server())) {
            throw Failure.usage(
                    "The stored credentials are for " + stored.server() + ", not for " + named.get()
                            + ". Run 'alarmcall login' for that server, or set ALARMCALL_CLIENT_ID and ALARMCALL_CLIENT_SECRET.");
        }
        return clientId.isPresent() && secret.isPresent()
                ? new Credentials(stored.server(), clientId.get(), secret.get())
                : stored;
    }
}
