package org.alarmcall.staff;

import java.time.Instant;

/**
 * An invitation that has just been made.
 *
 * @param token whoever has it becomes the account's owner; shown once
 */
public record Invitation(StaffAccount account, String token, Instant expiresAt) {}
