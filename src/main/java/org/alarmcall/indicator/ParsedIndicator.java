package org.alarmcall.indicator;

import org.alarmcall.fingerprint.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * A good indicator of a listing.
 *
 * @param index its place in the listing as sent, from 0; of equal ones the first
 * @param quality of an image_pdq, of equal ones the best; null for the other types
 */
record ParsedIndicator(
        int index, Fingerprint fingerprint, @Nullable Integer quality) {}
