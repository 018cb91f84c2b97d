package org.alarmcall.feedback;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An opinion as a member gives it. */
record Given(UUID indicatorId, Opinion opinion, @Nullable String reason, Actions actions) {}
