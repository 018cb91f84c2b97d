package org.alarmcall.member;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/** Asks {@link Admission} before each resource method. Filters are made before configuration can be read, so late. */
@Provider
@Priority(Priorities.AUTHENTICATION)
class TokenFilter implements ContainerRequestFilter {

    private final Instance<Admission> admission;

    TokenFilter(Instance<Admission> admission) {
        this.admission = admission;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        admission.get().check((ResteasyReactiveContainerRequestContext) request);
    }
}
