package org.alarmcall.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Names of labels, on pages and in forms. */
@MessageBundle("labels")
public interface LabelsMessages {

    @Message("Species or group")
    String taxon();

    @Message("Scientific name")
    String scientific_name();

    @Message("Numbers in other lists")
    String ids();

    @Message("As the member calls it")
    String name_as_reported();

    @Message("What it is")
    String term();

    @Message("Where the seller says it is from")
    String source();

    @Message("Country")
    String country();

    @Message("Two capital letters, XX when unknown")
    String country_hint();

    @Message("Language")
    String language();

    @Message("A tag such as en or zh-Hans")
    String language_hint();

    @Message("Category")
    String category();

    @Message("What else the seller says")
    String claims();

    @Message("not said")
    String none();

    @Message("CITES Appendix {appendices}")
    String appendix(String appendices);

    @Message("A hint, as of {day}; populations may differ")
    String appendix_hint(String day);
}
