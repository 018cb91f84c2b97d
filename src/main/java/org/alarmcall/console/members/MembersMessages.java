package org.alarmcall.console.members;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the pages about members. */
@MessageBundle("members")
public interface MembersMessages {

    @Message("Members")
    String title();

    @Message("Add a member")
    String add();

    @Message("Collections")
    String collections_link();

    @Message("There is no member yet. Add the first one.")
    String empty();

    @Message("Name")
    String name();

    @Message("Short name")
    String slug();

    @Message("In addresses and commands: a-z, 0-9 and -. It can never change.")
    String slug_hint();

    @Message("Sector")
    String sector();

    @Message("Trust")
    String trust();

    @Message("On probation, what it sends waits for your staff. You can change this later.")
    String trust_hint();

    @Message("State")
    String status();

    @Message("Clients")
    String clients();

    @Message("Last pull")
    String last_pull();

    @Message("never")
    String never();

    @Message("Behind")
    String behind();

    @Message("{collection}: {count}")
    String behind_text(String collection, long count);

    @Message(
            "Behind counts the entries of each feed that the member has not said to hold. Late counts withdrawals that it should have passed on by now.")
    String behind_hint();

    @Message("Late")
    String late();

    @Message("Next page")
    String next();

    @Message("Change")
    String change();

    @Message("Change trust")
    String change_trust();

    @Message("Suspend")
    String suspend();

    @Message("Let back in")
    String activate();

    @Message("Suspended, all its clients are out within 5 seconds.")
    String suspend_hint();

    @Message("Collections")
    String access();

    @Message("It may use no collection yet.")
    String no_access();

    @Message("Collection")
    String collection();

    @Message("May")
    String may();

    @Message("Give access")
    String give();

    @Message("Set")
    String set();

    @Message("nothing")
    String none();

    @Message("It has no client yet.")
    String no_clients();

    @Message("Client")
    String client();

    @Message("Scopes")
    String scopes();

    @Message("Only in")
    String limited();

    @Message("all its collections")
    String everywhere();

    @Message("Expires")
    String expires();

    @Message("never")
    String no_end();

    @Message("Made")
    String created();

    @Message("Feeds")
    String feeds();

    @Message("has not pulled")
    String no_pull();

    @Message("Last used")
    String last_used();

    @Message("Last used is when a client last got a token, to the hour.")
    String last_used_hint();

    @Message("New secret")
    String rotate();

    @Message(
            "A new secret takes the place of the present one, which works on for a while, so that the client can change over. A still older one ends at once: was a secret stolen, make a new one twice, or revoke the client.")
    String rotate_hint();

    @Message("The secret before works until {until}.")
    String overlap(String until);

    @Message(
            "The secret before works until {until}. Until then put this one in its place wherever the client runs; nothing else changes.")
    String change_over(String until);

    @Message("Revoke")
    String revoke();

    @Message("A revoked client is out at once and for good.")
    String revoke_hint();

    @Message("New client")
    String new_client();

    @Message("Make the client")
    String make_client();

    @Message("Name of the client")
    String client_name();

    @Message("Only in these collections (none: in all of its member)")
    String limit();

    @Message("Last day (empty: no end)")
    String expires_on();

    @Message("Add a member")
    String newcomer();

    @Message("One form: the member, what it may use, and its first client. Nothing is made until all of it is right.")
    String newcomer_text();

    @Message("1. Who")
    String step_who();

    @Message("2. What it may use")
    String step_what();

    @Message("3. What its client is for")
    String step_how();

    @Message("Add the member")
    String make();

    @Message("A moderation system pulls the feed")
    String purpose_pull();

    @Message("A reporting pipeline pushes listings")
    String purpose_push();

    @Message("An engineer tries things (all of it)")
    String purpose_try();

    @Message("read")
    String read_it();

    @Message("write")
    String write_it();

    @Message("There is no collection. Make one first.")
    String no_collections();

    @Message("Credentials of {member}")
    String credentials(String member);

    @Message("The secret is shown this once. Send it to the member by a way that only its engineer reads.")
    String shown_once();

    @Message("Server")
    String server();

    @Message("Client id")
    String client_id();

    @Message("Client secret")
    String secret();

    @Message("Commands to paste")
    String commands();

    @Message("The first one asks for the secret. listings.ndjson and tactic.json are files of the member.")
    String commands_text();

    @Message("Copy")
    String copy();

    @Message("Copied.")
    String copied();

    @Message("Marked. Copy it with Ctrl+C or Cmd+C.")
    String marked();

    @Message("Copy: {what}")
    String copy_what(String what);

    @Message("To the page of {member}")
    String done(String member);

    @Message("All members")
    String back();

    @Message("Suspend {name}? Its systems are shut out within seconds, and it gets no more of the feed.")
    String confirm_suspend(String name);

    @Message("Revoke {name} for good? The system that uses it is shut out within seconds.")
    String confirm_revoke(String name);
}
