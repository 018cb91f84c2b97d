package org.alarmcall.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import org.alarmcall.member.StaffRole;
import org.alarmcall.staff.StaffAccount;
import org.alarmcall.staff.StaffSession;
import org.jspecify.annotations.Nullable;

/** Who is at the page. In templates {@code cdi:console}; as a {@code Caller} for the doors it is {@code CurrentCaller}. */
@RequestScoped
@Named("console")
public class ConsoleSession {

    private @Nullable StaffSession session;

    /** Fails closed: outside of pages that need a role there is nobody. */
    public StaffSession get() {
        if (session == null) {
            throw new IllegalStateException("no session: the page has no @RequiresRole");
        }
        return session;
    }

    public StaffAccount account() {
        return get().account();
    }

    /** Goes into each form as {@code csrf}; htmx sends it by itself. */
    public String csrf() {
        return get().csrf();
    }

    public boolean isSignedIn() {
        return session != null;
    }

    public boolean isLead() {
        return account().role().includes(StaffRole.LEAD);
    }

    public boolean isAdmin() {
        return account().role().includes(StaffRole.ADMIN);
    }

    void set(StaffSession signedIn) {
        session = signedIn;
    }
}
