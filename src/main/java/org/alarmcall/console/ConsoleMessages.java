package org.alarmcall.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words that stand on every page, and those of the sign-in. Each group of pages has a bundle of its own. */
@MessageBundle("msg")
public interface ConsoleMessages {

    /** The language tag of these words, for {@code <html lang>}: a translation gives its own. */
    @Message("en")
    String lang();

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

    @Message("Sign in with {provider}")
    String sign_in_with(String provider);

    @Message("Or: with an account of this server")
    String or_account();

    @Message("You are signed in")
    String signed_in();

    @Message("Go on")
    String go_on();

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

    @Message("Without your device, one of your recovery codes will do.")
    String code_hint();

    @Message("The server can't be reached. What you see may be old.")
    String lost();

    @Message("This is not right, or the account can't sign in. Check what you typed, wait a moment and try again.")
    String sign_in_failed();

    @Message("Use a passkey")
    String passkey_use();

    @Message("Or: a code of your authenticator app, or a recovery code")
    String or_code();

    @Message("Make a passkey on this device")
    String passkey_make();

    @Message("Or: an authenticator app")
    String or_app();

    @Message("The browser made no passkey. Try again, or take another way.")
    String passkey_failed();

    @Message("Welcome, {name}")
    String invitation(String name);

    @Message("You will sign in as {login}. Choose a password of 12 characters or more; a sentence is good.")
    String invitation_text(String login);

    @Message("Set up a second step")
    String enrol();

    @Message(
            "Open an authenticator app on your phone, scan the picture or type the key, then type the code that the app shows.")
    String enrol_text();

    @Message("The key below, to scan")
    String enrol_picture();

    @Message("The code is not right. Codes change every 30 seconds: type the one that is shown now.")
    String enrol_failed();

    @Message("Key")
    String enrol_key();

    @Message("Something went wrong")
    String error();

    @Message("Back to the queue")
    String error_back();

    @Message("The fault is ours and is in our log. Tell the operator this number: {id}")
    String error_ours(String id);

    @Message("Keys")
    String keys();

    @Message("Keys")
    String keys_open();

    @Message("No, leave it")
    String confirm_no();

    @Message("Yes, do it")
    String confirm_yes();

    @Message("Turn single keys off in this browser")
    String keys_off();

    @Message("Turn single keys on in this browser")
    String keys_on();

    @Message("Close")
    String close();
}
