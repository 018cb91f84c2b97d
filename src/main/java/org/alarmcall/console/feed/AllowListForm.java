package org.alarmcall.console.feed;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import org.alarmcall.console.Faults;
import org.alarmcall.fingerprint.Degenerate;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintException;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.indicator.AllowList;
import org.alarmcall.platform.PlainText;
import org.jspecify.annotations.Nullable;

/** The form of a new entry of the allow list, as typed. */
public class AllowListForm {

    @FormParam("collection")
    @DefaultValue("")
    public String collection = "";

    @FormParam("type")
    @DefaultValue("image_pdq")
    public String type = "image_pdq";

    @FormParam("value")
    @DefaultValue("")
    public String value = "";

    @FormParam("note")
    @DefaultValue("")
    public String note = "";

    /** null when something is wrong, which the faults then tell. */
    @Nullable
    Fingerprint read(Faults faults) {
        String fault = note.isBlank() ? "must say what it shows" : PlainText.linesFault(note, AllowList.MAX_NOTE);
        if (fault != null) {
            faults.add("note", fault);
        }
        FingerprintType wanted = FingerprintType.ofWire(type);
        if (wanted == null) {
            faults.add("type", "must be one of " + FingerprintType.names());
            return null;
        }
        try {
            return Degenerate.refuse(Fingerprint.parse(wanted, value.strip()));
        } catch (FingerprintException e) {
            faults.add("value", e.reason());
            return null;
        }
    }
}
