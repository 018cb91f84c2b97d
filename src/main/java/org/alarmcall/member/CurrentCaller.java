package org.alarmcall.member;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** The caller of the HTTP request, set by the token filter before the resource method runs. */
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
            throw new IllegalStateException("no caller: the token filter did not run");
        }
        return session;
    }

    void set(Session session) {
        this.session = session;
    }
}
