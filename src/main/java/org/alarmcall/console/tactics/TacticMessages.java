package org.alarmcall.console.tactics;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the pages of tactics and code words. */
@MessageBundle("tactics")
public interface TacticMessages {

    @Message("Tactics")
    String title();

    @Message("Reports")
    String reports();

    @Message("Code words")
    String code_words();

    @Message("Parts of tactics")
    String parts();

    @Message("States")
    String states();

    @Message(
            "{#switch state}{#case 'pending'}Waiting{#case 'approved'}Published{#case 'returned'}Sent back{#case 'rejected'}Rejected{#case 'withdrawn'}Withdrawn{#case}Merged{/switch}")
    String state(String state);

    @Message("Find")
    String filter();

    @Message("Search text")
    String search();

    @Message("Collection")
    String collection();

    @Message("all")
    String all();

    @Message("Technique")
    String technique();

    @Message("Techniques")
    String techniques();

    @Message("Language")
    String language();

    @Message("A tag such as en or zh-Hans")
    String language_hint();

    @Message("Show")
    String show();

    @Message("Show all")
    String show_all();

    @Message("Nothing waits. New reports appear here when members send them.")
    String empty_waiting();

    @Message("There are no reports here.")
    String empty();

    @Message("No report fits what you look for.")
    String empty_filtered();

    @Message("Those that have waited longest come first.")
    String order_waiting();

    @Message("Newest first")
    String order();

    @Message("Title")
    String name();

    @Message("Reported by")
    String reporter();

    @Message("Waits")
    String waits();

    @Message("Reported")
    String reported();

    @Message("Last changed")
    String changed();

    @Message("Likely twins")
    String twins();

    @Message("{#if days == 0}since today{#else if days == 1}1 day{#else}{days} days{/if}")
    String age(int days);

    @Message("Next page")
    String next();

    @Message("Open the first one")
    String open_first();

    @Message("What they do")
    String narrative();

    @Message("First seen")
    String first_seen();

    @Message("What it is about")
    String labels();

    @Message("Nothing is named.")
    String no_techniques();

    @Message("No code words are named.")
    String no_code_words();

    @Message("Code word")
    String term();

    @Message("Code word “{term}”, {language}")
    String code_word_of(String term, String language);

    @Message("Means")
    String meaning();

    @Message("Only beside one of")
    String beside();

    @Message("Never beside")
    String not_beside();

    @Message("Ends")
    String ends();

    @Message("{#if days == 0}ends today{#else if days == 1}ends in 1 day{#else}ends in {days} days{/if}")
    String ends_in(int days);

    @Message("{#if days == 0}ended today{#else if days == 1}ended 1 day ago{#else}ended {days} days ago{/if}")
    String ended(int days);

    @Message("Listings that the report names")
    String listings();

    @Message("No listings are named.")
    String no_listings();

    @Message("Listings that may show it")
    String listings_title();

    @Message("Live listings of all members that the report names, or whose species and kind are those of the report.")
    String listings_text();

    @Message("No listing fits.")
    String listings_none();

    @Message("None among these; older ones follow on the next page.")
    String listings_none_here();

    @Message("Reference")
    String reference();

    @Message("Member")
    String member();

    @Message("Received")
    String received();

    @Message("Why it is here")
    String why_here();

    @Message("named in the report")
    String listing_named();

    @Message("species and kind fit")
    String listing_fits();

    @Message("No other report is much like this one.")
    String no_twins();

    @Message("Likeness")
    String similarity();

    @Message("Compare")
    String compare();

    @Message("State")
    String state_heading();

    @Message("Published since {moment}")
    String published_since(String moment);

    @Message("This is a change of a published tactic. The published one stays as it is until you decide.")
    String published_before();

    @Message("Decided by {by} on {moment}")
    String decided(String by, String moment);

    @Message("Reason: {reason}")
    String reason_given(String reason);

    @Message("It is merged into another report.")
    String merged_into();

    @Message("Its member took it back on {when}.")
    String taken_back(String when);

    @Message(
            "It stays published as long as others who have reported the same stand behind it, or until you withdraw it.")
    String stays();

    @Message("Merged into it")
    String merged_reports();

    @Message("Open that report")
    String open_merged();

    @Message("Decide")
    String decide();

    @Message("A lead decides what is published. You can read all of it here.")
    String lead_decides();

    @Message("Publish as it is")
    String publish();

    @Message("Every reader of the collection gets it at once, without the reporter's name.")
    String publish_text();

    @Message("Edit, then publish")
    String edit();

    @Message("Reason, for the member")
    String reason();

    @Message("Needed to send it back; at most 500 characters")
    String reason_hint();

    @Message("Send back")
    String send_back();

    @Message("Reject")
    String reject();

    @Message("Take it out of the feed")
    String withdraw();

    @Message("Why")
    String why();

    @Message(
            "{#switch reason}{#case 'false_positive'}It is not a tactic of sellers{#case 'quality'}It is not good enough{#case 'legal'}The law{#case 'expired'}It is out of date{#case}Another reason{/switch}")
    String withdraw_reason(String reason);

    @Message("Comment, for the member")
    String comment();

    @Message("Take out")
    String withdraw_button();

    @Message("Back to the reports")
    String back();

    @Message("Next report that waits")
    String next_waiting();

    @Message(
            "{#switch done}{#case 'approve'}It is published.{#case 'return'}It is sent back to the member.{#case 'reject'}It is rejected.{#case 'withdraw'}It is out of the feed.{#case}The two are one report now.{/switch}")
    String done(String done);

    @Message("Somebody else has changed this. Nothing of yours was done.")
    String conflict();

    @Message("This can't be done.")
    String refused();

    @Message("“{term}” ends on {day} now. The day that you typed is still here.")
    String ends_now(String term, String day);

    @Message("You see how it stands now. What you typed is still here.")
    String conflict_text();

    @Message("You typed: {text}")
    String you_typed(String text);

    @Message("How it stands now")
    String now();

    @Message("It waits no longer, so it can't be published from here.")
    String not_waiting();

    @Message("Look at it again, then publish.")
    String look_again();

    @Message("Something is not right")
    String faults();

    @Message("Nothing is published yet. Each field says below what is wrong.")
    String faults_text();

    @Message("Edit and publish")
    String edit_title();

    @Message("Your words take the place of the member's in what is published. The audit log keeps the member's.")
    String edit_text();

    @Message("Code word {number}")
    String word_number(int number);

    @Message("Remove this code word")
    String word_remove();

    @Message("One a line")
    String one_a_line();

    @Message("More code words")
    String more_words();

    @Message("Publish with these changes")
    String publish_edited();

    @Message("Back without changes")
    String cancel();

    @Message("Two reports side by side")
    String compare_title();

    @Message("What only one of them says is underlined.")
    String compare_text();

    @Message("One report")
    String left();

    @Message("The other report")
    String right();

    @Message("not said")
    String nothing();

    @Message("Keep this one, merge the other into it")
    String merge();

    @Message("Its words stay. Code words and techniques of the other are added to what is published.")
    String merge_text();

    @Message(
            "The other one can't be merged into this one: both must wait or be published, and a published one can only go into a published one.")
    String merge_not();

    @Message("Code words of published tactics")
    String register();

    @Message("In use")
    String words_current();

    @Message("Ended")
    String words_ended();

    @Message("Those that end soonest come first.")
    String words_order();

    @Message("Those that ended last come first. They are not in the feed; a new end brings them back.")
    String words_ended_order();

    @Message("No code words here.")
    String words_empty();

    @Message("No code word fits what you look for.")
    String words_empty_filtered();

    @Message("New end")
    String new_end();

    @Message("Renew")
    String renew();

    @Message("“{term}” stays until {day}.")
    String renewed(String term, String day);

    @Message("Renew “{term}”")
    String renew_title(String term);

    @Message("Part of the word")
    String part();

    @Message("Published in")
    String tactics_of();

    @Message("{#if number == 1}1 tactic{#else}{number} tactics{/if}")
    String tactics_count(int number);

    @Message("Take this advisory out of the feed of every member?")
    String confirm_withdraw();
}
