package org.alarmcall.console;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.staff.NewAccount;

/** Whom an administrator invites, as typed. */
public class InvitationForm {

    @FormParam("login")
    @DefaultValue("")
    public String login = "";

    @FormParam("name")
    @DefaultValue("")
    public String name = "";

    @FormParam("organisation")
    @DefaultValue("")
    public String organisation = "";

    @FormParam("role")
    @DefaultValue("")
    public String role = "";

    /** @throws ProblemException 422 with the place */
    NewAccount account() {
        return new NewAccount(login, name, organisation, role(role));
    }

    static StaffRole role(String wire) {
        return StaffRole.parse(wire)
                .orElseThrow(() -> ProblemException.invalid("/role", "must be reviewer, lead or admin"));
    }
}
