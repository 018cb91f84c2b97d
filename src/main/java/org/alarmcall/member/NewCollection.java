package org.alarmcall.member;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** What a collection is made from. */
public record NewCollection(
        @NotNull @Pattern(regexp = Names.SLUG, message = Names.SLUG_RULE)
        String slug,

        @NotNull @Pattern(regexp = Names.LINE, message = Names.LINE_RULE)
        String title,

        @Pattern(regexp = Names.TEXT, message = Names.TEXT_RULE) @Nullable
        String description,

        @NotNull String tlp) {}
