package org.alarmcall.console.audit;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the audit log. */
@MessageBundle("audit")
public interface AuditMessages {

    @Message("Audit log")
    String title();

    @Message("Who did what, newest first. Nothing here can be changed or deleted.")
    String intro();

    @Message("Who")
    String actor();

    @Message("Member, client or login")
    String actor_hint();

    @Message("What")
    String action();

    @Message("All actions")
    String all();

    @Message("To what")
    String subject();

    @Message("Exact id or name")
    String subject_hint();

    @Message("From day (UTC)")
    String from();

    @Message("To day (UTC)")
    String to();

    @Message("Search")
    String search();

    @Message("Show all")
    String reset();

    @Message("No entry is like this. Names and ids must be whole: try fewer of the fields.")
    String empty();

    @Message("Entries, newest first")
    String entries();

    @Message("When")
    String at();

    @Message("Details")
    String details();

    @Message("Details of entry {id}")
    String all_details(long id);

    @Message("and {count} more")
    String more(int count);

    @Message("Next page: older entries")
    String next();

    @Message("Save this search")
    String save();

    @Message("Table (CSV)")
    String save_csv();

    @Message("Lines of JSON (NDJSON)")
    String save_ndjson();

    @Message("A file holds all that was found, at most the newest {max}: for more, save a range of days at a time.")
    String save_limit(String max);

    @Message("the server")
    String server();

    @Message("Entry {id}")
    String entry(long id);

    @Message("Back to the audit log")
    String back();

    @Message("Collection")
    String collection();

    @Message("Client")
    String client();

    @Message("Nothing more was noted.")
    String no_details();
}
