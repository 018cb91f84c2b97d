package org.alarmcall.platform;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.alarmcall.member.PublicEndpoint;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** A resource of every kind, to see how its requests fail. */
@Path("/test/echo")
@Produces(MediaType.APPLICATION_JSON)
public class EchoResource {

    static final long LARGE = 3 * 1024 * 1024;

    enum Colour {
        RED,
        GREEN
    }

    record Item(
            @NotNull @Size(min = 1, max = 5) String name,
            int count,
            @Nullable Colour colour,
            @Nullable Instant at) {}

    record Order(
            @NotNull @Size(max = 2) List<@NotNull @Valid Item> items,
            Map<String, @Valid Item> named,
            @Nullable Object any) {
        Order {
            if (items != null && items.size() == 2 && items.get(0).equals(items.get(1))) {
                throw new IllegalArgumentException("internal words");
            }
        }
    }

    @POST
    @Path("order")
    @PublicEndpoint
    @Operation(hidden = true)
    public Order order(@Valid Order order, @QueryParam("limit") @Min(1) @Max(10) @Nullable Integer limit) {
        return order;
    }

    @POST
    @Path("stream")
    @Consumes({MediaType.APPLICATION_JSON, "application/x-ndjson"})
    @BodyLimit(value = LARGE, gzip = true)
    @PublicEndpoint
    @Operation(hidden = true)
    public Map<String, Long> stream(InputStream body) throws IOException {
        return Map.of("bytes", body.transferTo(java.io.OutputStream.nullOutputStream()));
    }

    @GET
    @Path("fail")
    @PublicEndpoint
    @Operation(hidden = true)
    public String fail(@QueryParam("how") String how) throws Exception {
        switch (how) {
            case "argument" -> throw new IllegalArgumentException("internal words");
            case "problem" -> throw Problem.CONFLICT.because("It is closed.");
            case "wrapped" -> throw new RuntimeException(Problem.CONFLICT.because("It is closed."));
            case "pool" -> throw new SQLException("Acquisition timeout while waiting for new connection");
            case "gone" -> throw new IllegalStateException(new SQLException("gone", "08006"));
            case "statement" -> throw new SQLException("internal words", "42601");
            default -> throw new AssertionError(how);
        }
    }
}
