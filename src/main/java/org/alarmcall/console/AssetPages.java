package org.alarmcall.console;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.alarmcall.console.Assets.Asset;
import org.alarmcall.member.PublicEndpoint;
import org.alarmcall.platform.Problem;

/** Scripts and styles, for everybody: there is nothing in them. */
@Path(AssetPages.PATH)
class AssetPages {

    static final String PATH = ConsoleRoutes.ROOT + "/assets";

    private final Assets assets;

    AssetPages(Assets assets) {
        this.assets = assets;
    }

    @GET
    @Path("/{hash}/{name}")
    @PublicEndpoint
    public Response asset(@PathParam("hash") String hash, @PathParam("name") String name) {
        Asset asset = assets.find(hash, name);
        if (asset == null) {
            throw Problem.NOT_FOUND.because("There is no such file.");
        }
        return Response.ok(asset.bytes(), asset.type() + ";charset=utf-8")
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .build();
    }
}
