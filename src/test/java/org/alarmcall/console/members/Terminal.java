package org.alarmcall.console.members;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A shell of a member's engineer: a folder that is also its home, and the program under its name. */
record Terminal(Path folder) {

    /** What came of a line: all that it printed. */
    record Result(int exit, String text) {}

    /** Runs a line as it was pasted, and types {@code typed} when it asks. */
    Result paste(String line, String typed) throws IOException, InterruptedException {
        String program = "alarmcall() { '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '"
                + System.getProperty("java.class.path") + "' org.alarmcall.cli.Alarmcall \"$@\"; }\n";
        ProcessBuilder builder = new ProcessBuilder(List.of("/bin/sh", "-c", program + line))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("ALARMCALL_") || name.startsWith("XDG_"));
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(typed.getBytes(StandardCharsets.UTF_8));
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), text);
    }
}
