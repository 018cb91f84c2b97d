package org.alarmcall.indicator;

import java.io.IOException;
import org.alarmcall.platform.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The listings of a body, pulled one after the other, in memory that does not grow with the body (but for the
 * references seen). It does not close the body.
 */
interface ListingSource {

    /** Bytes of one listing: of a line of NDJSON, a record of CSV, an item of JSON. */
    int MAX_LISTING_BYTES = 256 * 1024;

    /** Listings of a JSON body. */
    int MAX_JSON_LISTINGS = 1_000;

    /** Listings of an NDJSON or CSV body. */
    int MAX_STREAMED_LISTINGS = 100_000;

    /**
     * The next listing; null after the last.
     *
     * @throws ProblemException when the body as a whole can't be used; nothing of it is then to be stored
     * @throws IOException when the body can't be read on
     */
    @Nullable
    ListingResult next() throws IOException;
}
