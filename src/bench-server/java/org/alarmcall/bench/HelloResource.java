package org.alarmcall.bench;

import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.alarmcall.member.PublicEndpoint;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The least that an endpoint of this stack can do. Only the server that is built by {@code -Pbench} has it. */
@Path("/bench/hello")
@Singleton
class HelloResource {

    @GET
    @PublicEndpoint
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(hidden = true)
    public String hello() {
        return "hello";
    }
}
