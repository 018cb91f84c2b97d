package org.alarmcall.console;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import org.alarmcall.member.RequiresRole;
import org.alarmcall.member.StaffRole;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Asks {@link ConsoleAdmission} before each page with {@link RequiresRole}. The role here only binds the filters to the
 * annotation; the page's own counts.
 */
class SessionFilter {

    private final Instance<ConsoleAdmission> admission;

    SessionFilter(Instance<ConsoleAdmission> admission) {
        this.admission = admission;
    }

    /** Before the token filter, which refuses a page whose session nobody asked for. */
    @ServerRequestFilter(priority = Priorities.AUTHENTICATION - 100)
    @RequiresRole(StaffRole.REVIEWER)
    public @Nullable Response session(ResteasyReactiveContainerRequestContext request) {
        return admission.get().admit(request);
    }

    /** Filters that see the form come after all others. */
    @ServerRequestFilter
    @WithFormRead
    @RequiresRole(StaffRole.REVIEWER)
    public void change(ResteasyReactiveContainerRequestContext request) {
        admission.get().checkChange(request);
    }
}
