package org.alarmcall.console.feed;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the pages about the feeds. */
@MessageBundle("feedpages")
public interface FeedMessages {

    @Message("Feed")
    String title();

    @Message("Find an indicator")
    String find();

    @Message("Its id or its value")
    String query();

    @Message("Find")
    String search();

    @Message("No indicator has this id or value.")
    String nothing();

    @Message("Found")
    String found();

    @Message("Withdrawals")
    String withdrawals();

    @Message("There is no collection yet.")
    String no_feeds();

    @Message("Position {head}. New entries: {hour} in the last hour, {day} in the last 24 hours")
    String position(long head, long hour, long day);

    @Message("Nothing is in this feed.")
    String empty();

    @Message("Type")
    String type();

    @Message("Kind")
    String kind();

    @Message("Candidate")
    String candidate();

    @Message("Reviewed")
    String reviewed();

    @Message("Corroborated")
    String corroborated();

    @Message("Collection")
    String collection();

    @Message("State")
    String state();

    @Message("In the feed: {tier}")
    String in_feed(String tier);

    @Message("Not in the feed")
    String not_in_feed();

    @Message("Withdrawn by staff, {at}: {reason}")
    String withdrawn(String at, String reason);

    @Message("Taken out by members' disputes, {at}, until staff decide")
    String disputed(String at);

    @Message("Choose")
    String choose();

    @Message("Reports")
    String reports();

    @Message("Nobody reports it.")
    String no_reports();

    @Message("Member")
    String member();

    @Message("Reference")
    String reference();

    @Message("When")
    String at();

    @Message("What members say")
    String opinions();

    @Message("No member has said anything.")
    String no_opinions();

    @Message("Reason")
    String reason();

    @Message("Withdraw")
    String withdraw();

    @Message(
            "It leaves the feed at once, whoever reported it. It comes back when a listing with it is approved after this.")
    String withdraw_hint();

    @Message("Comment (for the audit log)")
    String comment();

    @Message("Late only")
    String late_only();

    @Message("Show")
    String show();

    @Message("Nothing was withdrawn, or nobody is late.")
    String none_withdrawn();

    @Message("What")
    String what();

    @Message("Held")
    String held();

    @Message("Passed")
    String passed();

    @Message("Late")
    String late();

    @Message("Members")
    String members();

    @Message("Older")
    String next();

    @Message(
            "Half of the members were past a withdrawal within {half}, 95 of 100 within {most} ({count} measured). Held and late are not in this.")
    String purge(String half, String most, int count);

    @Message("No member has passed a withdrawal yet, so there is no time to purge.")
    String no_purge();

    @Message("To the feed")
    String back();

    @Message("Withdraw this from the feed of every member?")
    String confirm_withdraw();
}
