package org.alarmcall.staff;

/**
 * A session that has just begun.
 *
 * @param token for the browser's cookie; known here only
 */
public record Started(String token, StaffSession session) {}
