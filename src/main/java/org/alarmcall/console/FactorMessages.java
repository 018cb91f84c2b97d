package org.alarmcall.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the pages on which a person changes how it signs in. */
@MessageBundle("factors")
public interface FactorMessages {

    @Message("Your second step")
    String title();

    @Message("After the password, one of these opens the console.")
    String text();

    @Message("Name")
    String name();

    @Message("What")
    String what();

    @Message("passkey")
    String passkey();

    @Message("authenticator app")
    String app();

    @Message("Added")
    String added();

    @Message("Last used")
    String used();

    @Message("never")
    String never();

    @Message("Changes")
    String changes();

    @Message("Rename")
    String rename();

    @Message("Remove")
    String remove();

    @Message("Your last one: add another to remove it.")
    String last();

    @Message("Removing one signs you out everywhere else.")
    String remove_text();

    @Message("Add a passkey")
    String add_passkey();

    @Message("A name for it, for example the device")
    String passkey_name();

    @Message("Add an authenticator app")
    String add_app();

    @Message("Replace the authenticator app")
    String replace_app();

    @Message(
            "Once the code is right, the app that you have now counts no longer, and you are signed out everywhere else.")
    String replace_text();

    @Message("Use this app")
    String app_use();

    @Message("Back to your account")
    String back();

    @Message("To change how you sign in, confirm first that it is you.")
    String confirm_first();

    @Message("Confirm that it is you")
    String confirm();

    @Message("After that you may change how you sign in for some minutes.")
    String confirm_text();

    @Message("Code of your authenticator app, or a recovery code; leave it empty to use a passkey")
    String code_or_passkey();

    @Message("Code of your authenticator app, or a recovery code")
    String code();

    @Message("Confirm")
    String confirm_button();

    @Message("The password, the code or the passkey is not right.")
    String confirm_failed();
}
