package org.alarmcall.member;

import java.time.Instant;

/**
 * A member as sent.
 *
 * @param status {@code active} or {@code suspended}
 * @param trust {@code probation}, {@code standard} or {@code trusted}
 */
public record MemberView(String slug, String name, String sector, String status, String trust, Instant createdAt) {

    static MemberView of(DirectorySnapshot.MemberRow member) {
        return new MemberView(
                member.slug(),
                member.name(),
                member.sector(),
                member.active() ? "active" : "suspended",
                member.trust().wire(),
                member.createdAt());
    }
}
