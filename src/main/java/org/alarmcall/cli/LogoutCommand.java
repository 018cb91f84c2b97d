package org.alarmcall.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "logout",
        mixinStandardHelpOptions = true,
        description = "Deletes the stored credentials. The client itself stays valid: an administrator removes it.")
final class LogoutCommand implements Callable<Integer> {

    private final Shell shell;

    LogoutCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        CredentialsFile file = new CredentialsFile(shell);
        shell.say(file.delete() ? "Deleted " + file.path() + "." : "There were no stored credentials.");
        return Exit.DONE;
    }
}
