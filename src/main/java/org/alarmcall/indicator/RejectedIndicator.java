package org.alarmcall.indicator;

import java.util.List;
import org.alarmcall.platform.FieldError;
import org.jspecify.annotations.Nullable;

/**
 * A bad indicator of a listing.
 *
 * @param index its place in the listing as sent, from 0
 * @param type as sent, made fit to be sent back; null when there is none
 * @param value likewise
 * @param errors what is wrong, at least one
 */
record RejectedIndicator(
        int index, @Nullable String type, @Nullable String value, List<FieldError> errors) {}
