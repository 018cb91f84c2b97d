package org.alarmcall.member;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an API client is made from.
 *
 * @param collections slugs to limit it to; absent or empty for no limit
 * @param expiresAt absent for never
 */
public record NewClient(
        @NotNull @Pattern(regexp = Names.LINE, message = Names.LINE_RULE)
        String name,

        @NotEmpty @Size(max = 20) List<@NotNull String> scopes,
        @Size(max = 100) @Nullable List<@NotNull String> collections,
        @Nullable Instant expiresAt) {}
