package org.alarmcall.indicator;

import java.util.List;
import org.alarmcall.platform.FieldError;
import org.jspecify.annotations.Nullable;

/** What became of one listing of a body: it can be stored, or it is reported in its place. */
sealed interface ListingResult permits ParsedListing, RejectedListing {

    /** Its place in the body, from 0. */
    int ordinal();

    /** The line of an NDJSON or CSV body on which it begins, from 1; null for JSON. */
    @Nullable
    Integer line();

    @Nullable
    String reference();

    /** Why it is rejected; empty when it is not. */
    List<FieldError> errors();
}
