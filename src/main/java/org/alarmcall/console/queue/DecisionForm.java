package org.alarmcall.console.queue;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import org.alarmcall.indicator.Verdict;
import org.alarmcall.platform.PlainText;
import org.jspecify.annotations.Nullable;

/** What a person decides, and why. */
public class DecisionForm {

    @FormParam("decision")
    @DefaultValue("")
    public String decision = "";

    @FormParam("reason")
    @DefaultValue("")
    public String reason = "";

    @FormParam("revision")
    @DefaultValue("0")
    public int revision;

    /** What is wrong with it; empty when nothing is. */
    String fault(QueueMessages words) {
        if (Verdict.parse(decision).isEmpty()) {
            return words.no_decision();
        }
        if (verdict() == Verdict.RETURN && reason.isBlank()) {
            return words.reason_needed();
        }
        String fault = PlainText.linesFault(reason, Verdict.MAX_REASON);
        return fault == null ? "" : words.reason_fault(fault);
    }

    Verdict verdict() {
        return Verdict.parse(decision).orElseThrow();
    }

    @Nullable
    String givenReason() {
        return reason.isBlank() ? null : reason.strip();
    }
}
