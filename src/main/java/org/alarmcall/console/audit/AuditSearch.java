package org.alarmcall.console.audit;

import static org.alarmcall.platform.PlainText.given;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.alarmcall.audit.AuditFilter;
import org.alarmcall.console.AddressQuery;
import org.alarmcall.platform.PlainText;
import org.alarmcall.platform.Problem;
import org.jspecify.annotations.Nullable;

/** What the form of the page asks for, as in addresses of the page and its files. */
public class AuditSearch {

    private static final int MAX_TEXT = 200;

    @QueryParam("actor")
    @Nullable
    String actor;

    @QueryParam("action")
    @Nullable
    String action;

    @QueryParam("subject")
    @Nullable
    String subject;

    @QueryParam("from")
    @Nullable
    String from;

    @QueryParam("to")
    @Nullable
    String to;

    public String getActor() {
        return shown(actor);
    }

    public String getAction() {
        return shown(action);
    }

    public String getSubject() {
        return shown(subject);
    }

    public String getFrom() {
        return shown(from);
    }

    public String getTo() {
        return shown(to);
    }

    /** For addresses; empty when nothing is asked for. */
    public String getQuery() {
        return new AddressQuery()
                .with("actor", getActor())
                .with("action", getAction())
                .with("subject", getSubject())
                .with("from", getFrom())
                .with("to", getTo())
                .toString();
    }

    /** A 422 for what is no day, or no text that an entry could hold. */
    AuditFilter filter() {
        LocalDate last = day("to", to);
        LocalDate first = day("from", from);
        return new AuditFilter(
                text("actor", actor),
                text("action", action),
                text("subject", subject),
                first == null ? null : start(first),
                last == null ? null : start(last.plusDays(1)));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static @Nullable String text(String name, @Nullable String value) {
        String text = given(value == null ? null : value.strip());
        String fault = text == null ? null : PlainText.lineFault(text, MAX_TEXT);
        if (fault != null) {
            throw Problem.INVALID.because("The query parameter " + name + " " + fault + ".");
        }
        return text;
    }

    private static @Nullable LocalDate day(String name, @Nullable String value) {
        String text = given(value);
        if (text == null) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= 2000 && day.getYear() < 3000) {
                return day;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw Problem.INVALID.because("The query parameter " + name + " must be a day such as 2026-11-25.");
    }

    private static String shown(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
