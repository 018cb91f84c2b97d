package org.alarmcall.cli;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the program was started: the environment, and the three streams. */
record Shell(Map<String, String> env, InputStream in, PrintStream out, PrintStream err) {

    Optional<String> variable(String name) {
        return Optional.ofNullable(env.get(name)).filter(value -> !value.isBlank());
    }

    /** {@code $XDG_CONFIG_HOME/alarmcall}, or {@code ~/.config/alarmcall}. */
    Path configDir() {
        return folder("XDG_CONFIG_HOME", ".config");
    }

    /** {@code $XDG_STATE_HOME/alarmcall}, or {@code ~/.local/state/alarmcall}. */
    Path stateDir() {
        return folder("XDG_STATE_HOME", ".local/state");
    }

    private Path folder(String variable, String below) {
        Path base = variable(variable)
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(variable("HOME").orElse(System.getProperty("user.home")), below));
        return base.resolve("alarmcall");
    }

    void say(String message) {
        err.println(message);
        err.flush();
    }

    /** Whether a person watches standard error. Java knows only of all streams together, so Linux is asked first. */
    boolean isWatched() {
        if (err != System.err) {
            return false;
        }
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (java.io.IOException | UnsupportedOperationException notLinux) {
            return terminal() != null;
        }
    }

    /** The terminal for questions without echo; null when input or output is redirected, or in a test. */
    @Nullable
    Console terminal() {
        if (in != System.in) {
            return null;
        }
        Console console = System.console();
        return console != null && isTerminal(console) ? console : null;
    }

    /** From Java 22 on there is a Console even without a terminal, and it is to be asked. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }
}
