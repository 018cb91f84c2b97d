package org.alarmcall.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words that stand on every page, and those of the sign-in. Each group of pages has a bundle of its own. */
@MessageBundle("msg")
public interface ConsoleMessages {

    @Message("Skip to the content")
    String skip();

    @Message("Main")
    String nav();

    @Message("Queue")
    String nav_queue();

    @Message("Tactics")
    String nav_tactics();

    @Message("Feed")
    String nav_feed();

    @Message("Members")
    String nav_members();

    @Message("Impact")
    String nav_impact();

    @Message("Allow list")
    String nav_allow_list();

    @Message("Audit")
    String nav_audit();

    @Message("Staff")
    String nav_staff();

    @Message("Sign out")
    String sign_out();

    @Message("Sign in")
    String sign_in();

    @Message("Login")
    String login();

    @Message("Password")
    String password();

    @Message("Next")
    String next();

    @Message("One more step")
    String second_factor();

    @Message("Code of your authenticator app")
    String code();

    @Message("This is not right, or the account can't sign in. Check what you typed, wait a moment and try again.")
    String sign_in_failed();

    @Message("Welcome, {name}")
    String invitation(String name);

    @Message("You will sign in as {login}. Choose a password of 12 characters or more; a sentence is good.")
    String invitation_text(String login);

    @Message("Set up a second step")
    String enrol();

    @Message("Open an authenticator app on your phone, add this key, and type the code that it shows.")
    String enrol_text();

    @Message("The code is not right. Codes change every 30 seconds: type the one that is shown now.")
    String enrol_failed();

    @Message("Key")
    String enrol_key();

    @Message("Something went wrong")
    String error();

    @Message("Back to the queue")
    String error_back();

    @Message("Error number for the operator: {id}")
    String error_id(String id);

    @Message("Keys")
    String keys();

    @Message("Close")
    String close();
}
