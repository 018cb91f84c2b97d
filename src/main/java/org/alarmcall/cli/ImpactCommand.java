package org.alarmcall.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "impact",
        mixinStandardHelpOptions = true,
        description = "What was scanned, matched and removed: your member's months, the coalition's totals.",
        subcommands = {ImpactPushCommand.class, ImpactShowCommand.class})
final class ImpactCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Exit.USAGE;
    }
}
