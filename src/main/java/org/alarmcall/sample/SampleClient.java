package org.alarmcall.sample;

/**
 * Credentials of a client of the sample coalition.
 *
 * @param who the member, in words
 * @param may what it may do, in words
 */
public record SampleClient(String who, String may, String clientId, String clientSecret) {}
