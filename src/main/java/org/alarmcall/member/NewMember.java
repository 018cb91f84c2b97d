package org.alarmcall.member;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** What a member is made from. */
public record NewMember(
        @NotNull @Pattern(regexp = Names.SLUG, message = Names.SLUG_RULE)
        String slug,

        @NotNull @Pattern(regexp = Names.LINE, message = Names.LINE_RULE)
        String name,

        @NotNull String sector) {}
