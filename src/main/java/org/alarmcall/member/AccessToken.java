package org.alarmcall.member;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a verified token says.
 *
 * @param member the slug
 * @param collections slugs that the client is limited to; null when it is not limited
 * @param directoryVersion what the node that issued it knew; a node that knows less has to catch up first
 */
record AccessToken(
        String id,
        String clientId,
        String member,
        Set<Scope> scopes,
        @Nullable Set<String> collections,
        Instant expiresAt,
        long directoryVersion) {}
