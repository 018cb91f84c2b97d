package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "The server's signing keys, for the operator.",
        subcommands = KeysCommand.Rotate.class)
final class KeysCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Exit.USAGE;
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = "Makes a new key for signing tokens. Tokens under the old one stay valid until they expire.")
    static final class Rotate implements Callable<Integer> {

        private final Shell shell;

        @Mixin
        private Connection connection = new Connection();

        Rotate(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            Server server = connection.connect(shell);
            JsonNode answer = server.json(Call.post("/signing-keys/rotate", "application/json", new byte[] {'{', '}'}));
            if (connection.json) {
                shell.out().println(Json.line(answer));
            } else {
                shell.out()
                        .println("New tokens are signed with the key "
                                + answer.path("kid").asText("(unnamed)") + ".");
            }
            return Exit.DONE;
        }
    }
}
