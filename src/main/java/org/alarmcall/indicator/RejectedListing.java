package org.alarmcall.indicator;

import java.util.List;
import org.alarmcall.platform.FieldError;
import org.jspecify.annotations.Nullable;

/**
 * A listing that is not stored.
 *
 * @param reference as sent, made fit to be sent back; null when there is none or the text can't be read
 * @param indicators how many it carries, as far as that can be read
 * @param errors what is wrong, at least one
 */
record RejectedListing(
        int ordinal, @Nullable Integer line, @Nullable String reference, int indicators, List<FieldError> errors)
        implements ListingResult {}
