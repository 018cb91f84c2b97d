package org.alarmcall.indicator;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many indicators that a member reports are in the feed. */
@Schema(description = "Each counted once, with the tier that it has.")
public record IndicatorsByTier(long candidate, long reviewed, long corroborated) {}
