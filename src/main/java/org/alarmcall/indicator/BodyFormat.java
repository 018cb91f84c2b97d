package org.alarmcall.indicator;

import java.io.InputStream;
import org.alarmcall.platform.Problem;

/** How the listings of a submission are written. */
public enum BodyFormat {
    JSON("application/json"),
    NDJSON("application/x-ndjson"),
    CSV("text/csv");

    private final String mediaType;

    BodyFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** @param mediaType without parameters, in any case */
    static BodyFormat of(String mediaType) {
        for (BodyFormat format : values()) {
            if (format.mediaType.equalsIgnoreCase(mediaType)) {
                return format;
            }
        }
        throw Problem.UNSUPPORTED_MEDIA_TYPE.because("Send application/json, application/x-ndjson or text/csv.");
    }

    /** Where an indicator's value stands, for an error that is found after reading. */
    String pointer(int listing, int indicator) {
        return switch (this) {
            case JSON -> "/listings/" + listing + "/indicators/" + indicator + "/value";
            case NDJSON -> "/indicators/" + indicator + "/value";
            case CSV -> "/value";
        };
    }

    ListingSource listings(InputStream body, ListingReader reader) {
        return switch (this) {
            case JSON -> new JsonListings(body, reader);
            case NDJSON -> new NdjsonListings(body, reader);
            case CSV -> new CsvListings(body, reader);
        };
    }
}
