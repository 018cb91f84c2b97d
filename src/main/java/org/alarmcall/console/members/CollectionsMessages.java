package org.alarmcall.console.members;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the pages about collections. */
@MessageBundle("shared")
public interface CollectionsMessages {

    @Message("Collections")
    String title();

    @Message("There is no collection yet. Make the first one.")
    String empty();

    @Message("Title")
    String name();

    @Message("Short name")
    String slug();

    @Message("What it is for")
    String purpose();

    @Message("TLP")
    String tlp();

    @Message("Make a collection")
    String make();

    @Message("Make it")
    String button();

    @Message("In addresses and commands: a-z, 0-9 and -. It can never change.")
    String slug_hint();

    @Message("Rules in force")
    String rules();

    @Message(
            "They stand in the configuration of the server: alarmcall.publishing and alarmcall.feedback, for one collection under .collection. To change them, change it there and start the server again.")
    String rules_where();

    @Message("Published as candidate before a person has looked")
    String candidate();

    @Message("listings of members with the trust {trust} or more")
    String candidate_from(String trust);

    @Message("nothing")
    String nobody();

    @Message("Corroborated")
    String corroborated();

    @Message("reviewed, and {count} members or more speak for it")
    String corroborated_by(int count);

    @Message("Taken out by members")
    String quarantine();

    @Message("when {count} members dispute it or report a flood")
    String quarantine_by(int count);

    @Message("Leaves the feed by itself")
    String lifetimes();

    @Message("{type}: {days} days after a member last reported it")
    String lifetime(String type, long days);

    @Message("Never published")
    String allow();

    @Message("what is on the allow list")
    String allow_link();

    @Message("Who may use it")
    String who();

    @Message("No member yet. Give access on the page of a member.")
    String nobody_may();

    @Message("May")
    String access();

    @Message("Member")
    String member();

    @Message("Next page")
    String next();

    @Message("All collections")
    String back();

    @Message("To the members")
    String members();
}
