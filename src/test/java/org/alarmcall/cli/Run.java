package org.alarmcall.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A run of the program, in this process. */
record Run(int exit, String out, String err) {

    /** Where it runs: a home folder and a server's credentials in the environment. */
    record In(Path home, Map<String, String> env, String input) {

        static In home(Path home) {
            return new In(home, Map.of(), "");
        }

        In withCredentialsOf(FaultyServer server) {
            return with("ALARMCALL_URL", server.url())
                    .with("ALARMCALL_CLIENT_ID", FaultyServer.CLIENT)
                    .with("ALARMCALL_CLIENT_SECRET", FaultyServer.SECRET);
        }

        In with(String variable, String value) {
            Map<String, String> more = new HashMap<>(env);
            more.put(variable, value);
            return new In(home, more, input);
        }

        In typing(String text) {
            return new In(home, env, text);
        }

        Run run(String... args) {
            Map<String, String> all = new HashMap<>(env);
            all.put("HOME", home.toString());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            Shell shell = new Shell(
                    all,
                    new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8));
            int exit = Alarmcall.run(shell, args);
            return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        }
    }
}
