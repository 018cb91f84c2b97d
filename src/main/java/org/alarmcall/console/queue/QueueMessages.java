package org.alarmcall.console.queue;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the queue and of a listing. */
@MessageBundle("queue")
public interface QueueMessages {

    @Message("Queue")
    String title();

    @Message("{number} listings wait for a decision.")
    String waiting(int number);

    @Message("More than {number} listings wait for a decision.")
    String waiting_more(int number);

    @Message("Nothing waits for you. New listings appear here when members send them.")
    String empty();

    @Message("Nothing here for these filters.")
    String empty_filtered();

    @Message("Nothing for these filters among the listings looked at so far. Go on to the next page.")
    String empty_so_far();

    @Message("Start reviewing")
    String start();

    @Message("Filters")
    String filters();

    @Message("Show")
    String show();

    @Message("All")
    String all();

    @Message("Order")
    String order();

    @Message("Oldest first")
    String by_age();

    @Message("Most urgent first")
    String by_risk();

    @Message("Largest family first")
    String by_family();

    @Message("{number} that look alike")
    String alike(int number);

    @Message("more than {number} that look alike")
    String alike_more(int number);

    @Message("Collection")
    String collection();

    @Message("Why it waits")
    String why();

    @Message("new")
    String reason_new();

    @Message("changed by the member")
    String reason_changed();

    @Message("on the allow list")
    String reason_allow_list();

    @Message("members dispute it")
    String reason_quarantined();

    @Message("Reported by")
    String member();

    @Message("Listing")
    String listing();

    @Message("What it shows")
    String shows();

    @Message("Since")
    String since();

    @Message("At it")
    String at_it();

    @Message("live in the feed")
    String live();

    @Message("Next page")
    String next_page();

    @Message("First page")
    String first_page();

    @Message("{name} is at it")
    String claimed(String name);

    @Message("{name} is looking at this listing now. You can decide it too; the first decision counts.")
    String claimed_here(String name);

    @Message("Approved: {title}")
    String held_approve(String title);

    @Message("Rejected: {title}")
    String held_reject(String title);

    @Message("Returned: {title}")
    String held_return(String title);

    @Message("Undo")
    String undo();

    @Message("takes effect at {time}")
    String takes_effect(String time);

    @Message("{name} decides it now: it takes effect in a moment.")
    String held_here(String name);

    @Message("Note of the member")
    String note();

    @Message("Reporter")
    String reporter();

    @Message("Trust when it was sent")
    String trust();

    @Message(
            "Of its earlier reports, {confirmed} of {judged} that other members judged were confirmed, {disputed} disputed.")
    String precision(long confirmed, long judged, long disputed);

    @Message("No other member has judged its reports yet.")
    String no_precision();

    @Message("Received")
    String received();

    @Message("Seen on the platform")
    String observed();

    @Message("{name} decided this at {time}.")
    String decided(String name, String time);

    @Message("{name} has approved this. A second person must approve it, too.")
    String first_approval(String name);

    @Message("as corrected by the first")
    String first_labels();

    @Message("Your decision")
    String decision();

    @Message("Approve")
    String approve();

    @Message("Reject")
    String reject();

    @Message("Return to the member")
    String give_back();

    @Message("Reason")
    String reason();

    @Message("The member reads it. Needed to return a listing.")
    String reason_hint();

    @Message("Write what the member should change, then return the listing.")
    String reason_needed();

    @Message("The reason: {fault}.")
    String reason_fault(String fault);

    @Message("Choose a decision.")
    String no_decision();

    @Message("Skip to the next")
    String skip();

    @Message("Back to the queue")
    String back();

    @Message("Correct the labels")
    String correct();

    @Message("Approve with these labels")
    String approve_corrected();

    @Message("Pictures, texts and addresses")
    String indicators();

    @Message("Kind")
    String kind();

    @Message("Fingerprint")
    String value();

    @Message("In the feed")
    String in_feed();

    @Message("not in the feed")
    String not_in_feed();

    @Message("withdrawn: {reason}")
    String withdrawn(String reason);

    @Message("On the allow list: {note}")
    String allow_list(String note);

    @Message("Looks like what is on the allow list ({distance} bits from it): {note}")
    String allow_list_near(String note, int distance);

    @Message("Differs by {distance} from one in the feed")
    String near_in_feed(int distance);

    @Message("Nothing near in the feed")
    String nothing_near();

    @Message("not known now")
    String near_unknown();

    @Message("Others")
    String others();

    @Message("sent it after it had been given it")
    String echo();

    @Message("What members say")
    String opinions();

    @Message("{confirm} confirm, {dispute} dispute, {flood} say it floods, {seen} have seen it")
    String counts(long confirm, long dispute, long flood, long seen);

    @Message("Waiting listings that look like this")
    String family();

    @Message("They have a picture or a text near to one of this, or are of its family. Decide them together with it.")
    String family_hint();

    @Message("{number} more of its family")
    String more_family(int number);

    @Message("of its family")
    String of_family();

    @Message("Distance")
    String distance();

    @Message("Decide with it")
    String together();

    @Message("Approve this and those chosen")
    String approve_family();

    @Message("Reject this and those chosen")
    String reject_family();

    @Message("{title} and {number} like it")
    String family_title(String title, int number);

    @Message("{title} and those like it: {decided} of {chosen}. Decided or changed meanwhile, and left: {left}")
    String family_title_some(String title, int decided, int chosen, int left);

    @Message("The whole submission")
    String submission();

    @Message("All listings that came with this one and still wait.")
    String submission_hint();

    @Message("all of the submission of {title}")
    String submission_title(String title);

    @Message("Approve all of the submission")
    String approve_submission();

    @Message("Reject all of the submission")
    String reject_submission();

    @Message("History")
    String history();

    @Message("No one has decided it before.")
    String no_history();

    @Message("When")
    String when();

    @Message("Who")
    String who();

    @Message("What")
    String what();
}
