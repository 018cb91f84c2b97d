package org.alarmcall.member;

import org.jspecify.annotations.Nullable;

/** What of a member is to change; what is absent stays. */
public record MemberChange(
        @Nullable String status, @Nullable String trust) {}
