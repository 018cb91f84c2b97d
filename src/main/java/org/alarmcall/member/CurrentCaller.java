package org.alarmcall.member;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/**
 * The caller of the HTTP request, set before the resource method runs: by the token filter, or for pages of staff by the
 * console's filter of sessions.
 */
@RequestScoped
public class CurrentCaller {

    private @Nullable Session session;

    /** Fails closed: a request that passed no filter has no caller. */
    public Caller get() {
        return session().caller();
    }

    /** For answers that take long; take it before the answer begins. */
    public Session session() {
        if (session == null) {
            throw new IllegalStateException("no caller: neither the token filter nor the console's ran");
        }
        return session;
    }

    boolean isKnown() {
        return session != null;
    }

    /** For the two filters only. */
    public void set(Session session) {
        this.session = session;
    }
}
