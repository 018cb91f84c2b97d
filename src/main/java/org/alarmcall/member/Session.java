package org.alarmcall.member;

import java.time.Instant;

/**
 * A caller by a certain token. Long answers ask {@link Members#stillValid} now and then, and end when it is not.
 *
 * @param tokenId the token's {@code jti}
 * @param expiresAt when the token ends
 */
public record Session(Caller caller, String tokenId, Instant expiresAt) {}
