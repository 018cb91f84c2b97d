package org.alarmcall.impact;

import java.time.Instant;

/** That a member has sent a month, and when last. */
public record Sending(int memberId, Instant sentAt) {}
