package org.alarmcall.member;

import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;

/** 201 answers. */
final class Created {

    private Created() {}

    static <T> RestResponse<T> at(T entity, String path) {
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, entity)
                .location(URI.create(path))
                .build();
    }

    /** Of what no cache may keep. */
    static <T> RestResponse<T> secret(T entity, String path) {
        return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, entity)
                .location(URI.create(path))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
