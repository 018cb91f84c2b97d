package org.alarmcall.console.members;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.alarmcall.console.Faults;
import org.alarmcall.member.NewClient;
import org.jspecify.annotations.Nullable;

/** The form of a new client, as typed. */
public class NewClientForm {

    @FormParam("name")
    @DefaultValue("")
    public String name = "";

    @FormParam("scopes")
    public List<String> scopes = List.of();

    /** Slugs to limit it to; none for no limit. */
    @FormParam("limits")
    public List<String> limits = List.of();

    /** The last day on which it works; empty for no end. */
    @FormParam("expires")
    @DefaultValue("")
    public String expires = "";

    NewClient wanted(Faults faults) {
        return new NewClient(name.strip(), scopes, limits, end(faults));
    }

    private @Nullable Instant end(Faults faults) {
        if (expires.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(expires.strip()).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            faults.add("expiresAt", "must be a day like 2027-03-31");
            return null;
        }
    }
}
