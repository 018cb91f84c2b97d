package org.alarmcall.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the pages of accounts. */
@MessageBundle("staff")
public interface StaffMessages {

    @Message("Staff")
    String title();

    @Message("Name")
    String name();

    @Message("Login (e-mail address)")
    String login();

    @Message("Organisation")
    String organisation();

    @Message("Role")
    String role();

    @Message("State")
    String status();

    @Message("Changes")
    String changes();

    @Message("from the provider")
    String role_external();

    @Message(
            "Your organisation's provider signs you in. Your name, your role and how you prove who you are come from there.")
    String external_text();

    @Message("Invite somebody")
    String invite();

    @Message("Make an invitation")
    String invite_button();

    @Message("Change role")
    String change_role();

    @Message("New invitation")
    String reset();

    @Message("End sessions")
    String sign_out();

    @Message("Disable")
    String disable();

    @Message("Enable")
    String enable();

    @Message("Invitation for {name}")
    String invited(String name);

    @Message(
            "Send this link to {name} by a way that only this person reads. It is shown this once, works once, and ends on {until}.")
    String invited_text(String name, String until);

    @Message("Link")
    String link();

    @Message("Back to the staff")
    String back();

    @Message("reviews listings")
    String role_reviewer();

    @Message("reviews, and looks after tactics")
    String role_lead();

    @Message("all of it, and members and staff")
    String role_admin();

    @Message("Your account")
    String account();

    @Message("Where you are signed in")
    String sessions();

    @Message("this one")
    String here();

    @Message("Since")
    String since();

    @Message("Last seen")
    String last_seen();

    @Message("Address")
    String address();

    @Message("Browser")
    String browser();

    @Message("End")
    String end();

    @Message("End all others")
    String end_others();

    @Message("Password")
    String password();

    @Message("New password, 12 characters or more")
    String password_new();

    @Message("Change password")
    String password_change();

    @Message("Your password is changed, and you are signed out everywhere else.")
    String password_changed();

    @Message("Recovery codes")
    String recovery_title();

    @Message(
            "Each code replaces your second step once, should you lose it. Print them or keep them in a password manager: they are shown this once.")
    String recovery_text();

    @Message("I have kept them")
    String recovery_done();

    @Message("You have {left} left.")
    String recovery_left(int left);

    @Message("Make new ones")
    String recovery_new();

    @Message(
            "Disable {name}? All sessions end at once, and what {name} decided in the last seconds does not take effect.")
    String confirm_disable(String name);

    @Message("Reset {name}? Password and second steps are forgotten, and a new invitation is needed.")
    String confirm_reset(String name);
}
