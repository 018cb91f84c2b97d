package org.alarmcall.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.alarmcall.cli.copy.CopyException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program of a member's engineer. */
@Command(
        name = "alarmcall",
        mixinStandardHelpOptions = true,
        versionProvider = Alarmcall.Version.class,
        description = "Shares and follows indicators of wildlife trafficking through an Alarmcall server.",
        subcommands = {
            LoginCommand.class,
            LogoutCommand.class,
            StatusCommand.class,
            PushCommand.class,
            PullCommand.class,
            HashCommand.class,
            LookupCommand.class,
            WatchCommand.class,
            ImpactCommand.class,
            TacticsCommand.class,
            FeedbackCommand.class,
            KeysCommand.class
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  done",
            "  1  some of it was rejected, or not found",
            "  2  wrong usage",
            "  3  server, network or disk",
            "  4  not allowed"
        })
public final class Alarmcall implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true"); // pictures are decoded without a screen
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        int exit = run(new Shell(System.getenv(), System.in, out, System.err), args);
        out.flush();
        System.exit(exit);
    }

    static int run(Shell shell, String... args) {
        CommandLine line = new CommandLine(new Alarmcall(), new Commands(shell));
        line.setOut(new PrintWriter(shell.out(), true));
        line.setErr(new PrintWriter(shell.err(), true));
        line.setExecutionExceptionHandler((e, command, parsed) -> explain(shell, e));
        int exit = line.execute(args);
        shell.out().flush();
        return exit;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Exit.USAGE;
    }

    private static int explain(Shell shell, Exception e) throws Exception {
        if (e instanceof Failure failure) {
            shell.say(failure.sentence());
            return failure.exit();
        }
        if (e instanceof CopyException copy) {
            shell.say(String.valueOf(copy.getMessage()));
            return Exit.USAGE;
        }
        if (e instanceof UncheckedIOException disk) {
            shell.say("A file can't be read or written: " + disk.getCause());
            return Exit.SERVER;
        }
        throw e;
    }

    /** Gives each command the shell that it runs in. */
    private record Commands(Shell shell) implements CommandLine.IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (var constructor : type.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Shell.class) {
                    return type.cast(constructor.newInstance(shell));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }

    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Alarmcall.class.getPackage().getImplementationVersion();
            return new String[] {"alarmcall " + (version == null ? "(not packaged)" : version)};
        }
    }
}
