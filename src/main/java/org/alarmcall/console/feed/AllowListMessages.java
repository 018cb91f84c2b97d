package org.alarmcall.console.feed;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the allow list. */
@MessageBundle("allow")
public interface AllowListMessages {

    @Message("Allow list")
    String title();

    @Message(
            "Fingerprints of what is legal: museum pieces, look-alikes, stock photos. They are never in the feed, whoever reports them.")
    String intro();

    @Message("Collection")
    String collection();

    @Message("all")
    String every();

    @Message("Words of the note, or a value")
    String query();

    @Message("Search")
    String search();

    @Message("Nothing here.")
    String empty();

    @Message("Type")
    String type();

    @Message("Value")
    String value();

    @Message("What it shows, and why it is legal")
    String note();

    @Message("Added")
    String by();

    @Message("Change")
    String change();

    @Message("{day} by {who}")
    String added(String day, String who);

    @Message("Remove")
    String remove();

    @Message("Removed, it comes back into the feed where it was approved.")
    String remove_hint();

    @Message("Next page")
    String next();

    @Message("Add a fingerprint")
    String add();

    @Message("Add")
    String add_button();

    @Message("Remove {value}? What is like it may be published again.")
    String confirm_remove(String value);
}
