package org.alarmcall.console;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.alarmcall.member.PublicEndpoint;
import org.alarmcall.platform.Problem;

/** Addresses that no page has: an error for people, where the API would answer with JSON. */
@Path(ConsoleRoutes.ROOT)
@Produces(MediaType.TEXT_HTML)
class NowherePages {

    @GET
    @Path("/{rest:.+}")
    @PublicEndpoint
    public String nowhere(@PathParam("rest") String rest) {
        throw Problem.NOT_FOUND.because("There is no page at this address.");
    }
}
