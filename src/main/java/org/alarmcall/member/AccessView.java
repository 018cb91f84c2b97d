package org.alarmcall.member;

/**
 * What a member may do in a collection, as sent.
 *
 * @param access {@code read}, {@code write} or {@code read-write}
 */
public record AccessView(String collection, String member, String access) {}
