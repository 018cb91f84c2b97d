package org.alarmcall.console.impact;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the impact page. */
@MessageBundle("impact")
public interface ImpactMessages {

    @Message("Impact")
    String title();

    @Message("What the coalition achieves, from the months that members send. The numbers are sums over members.")
    String intro();

    @Message("From month")
    String from();

    @Message("To month")
    String to();

    @Message("Policy category")
    String category();

    @Message("All categories")
    String all();

    @Message("Collection")
    String collection();

    @Message("Show")
    String show();

    @Message(
            "A number by month or by category is shown when at least {min} members are in it, and changes only when at least {min} have new ones: else it could be told whose it is. The charts below that are marked as internal are not kept so.")
    String rule(int min);

    @Message("fewer than {min} members")
    String hidden(int min);

    @Message("nothing measured")
    String not_measured();

    @Message(
            "Nothing of these months can be shown yet: fewer than {min} members have sent numbers for any of them. Choose other months, or ask members to send theirs.")
    String empty(int min);

    @Message("Nothing to draw yet.")
    String empty_figure();

    @Message("The numbers: {title}")
    String table(String title);

    @Message("Bars of the numbers in the table below: {title}")
    String alt(String title);

    @Message("Save: {title}")
    String save(String title);

    @Message("Picture (SVG)")
    String save_svg();

    @Message("Picture (PNG)")
    String save_png();

    @Message("Table (CSV)")
    String save_csv();

    @Message("What the numbers mean")
    String definitions();

    @Message("Version {version} of the definitions by which members count, with the names that files have.")
    String definitions_version(String version);

    @Message("{from} to {to}, {what}")
    String scope(String from, String to, String what);

    @Message("all categories")
    String all_scope();

    @Message("{collection}, the last days; internal, not for publication")
    String purge_scope(String collection);

    @Message("Month")
    String month();

    @Message("Listings removed")
    String removed();

    @Message(
            "Per month in which a listing was first looked at. Looked at and confirmed are what the removed are a part of.")
    String removed_note();

    @Message("Looked at")
    String scanned();

    @Message("Confirmed")
    String confirmed();

    @Message("Removed")
    String removed_column();

    @Message("Categories left out")
    String left_out();

    @Message("Share removed before a first view")
    String before_view();

    @Message("Of the removed listings, those that nobody but the seller and the moderators had seen.")
    String before_view_note();

    @Message("Share before a view")
    String before_view_share();

    @Message("Removed before a view")
    String before_view_column();

    @Message("Shared signals and own finds")
    String shared();

    @Message("Removed listings to which an indicator or a tactic of the coalition led first, and all others.")
    String shared_note();

    @Message("From shared signals")
    String shared_column();

    @Message("Found by the member itself")
    String own_column();

    @Message("Share from shared signals")
    String shared_share();

    @Message("By policy category")
    String categories();

    @Message("Removed listings of all the months above.")
    String categories_note();

    @Message("By species or other taxon")
    String taxa();

    @Message("By kind of item")
    String terms();

    @Message("{collection}, so far; internal, not for publication")
    String removals_scope(String collection);

    @Message(
            "Listings that members say they removed because of indicators that are in the feed of this collection, by what the listing showed that brought the indicator. The months above know policy categories only. A listing to which two indicators led can count twice; what fewer than {min} members removed is left out. Who subtracts one day from another, or terms from taxa, can see what one member said.")
    String removals_note(int min);

    @Message("The newest reports only: there are more than can be summed up at once.")
    String removals_cut();

    @Message("Taxon")
    String taxon();

    @Message("Trade term")
    String term();

    @Message("Members")
    String members();

    @Message("Time to purge")
    String purge();

    @Message(
            "How long members needed, from a withdrawal of the last days in this collection, until they were past it. Who has not passed it yet is not counted, so look at late receipts, too. Receipts that were measured: {measured}.")
    String purge_note(int measured);

    @Message("Of the receipts")
    String purge_key();

    @Message("Half took at most")
    String purge_half();

    @Message("95 of 100 took at most")
    String purge_most();

    @Message("Time")
    String purge_time();

    @Message("Internal, not for publication.")
    String internal();
}
