package org.alarmcall.indicator;

/** How many listings of a member are in which state. */
public record ListingsByState(long pending, long approved, long rejected, long returned, long withdrawn) {}
