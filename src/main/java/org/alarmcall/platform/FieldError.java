package org.alarmcall.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong in a body.
 *
 * @param pointer JSON Pointer (RFC 6901) into the body; for NDJSON into the line, for CSV {@code /<column>}
 * @param line the line of an NDJSON or CSV body, from 1; null for JSON
 * @param detail what is wrong, written for the caller
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldError(String pointer, @Nullable Integer line, String detail) {

    public static FieldError at(String pointer, String detail) {
        return new FieldError(pointer, null, detail);
    }
}
