package org.alarmcall.feedback;

import java.util.UUID;

/** How much a member says it removed by an indicator. */
record Removal(UUID indicatorId, int memberId, long removed) {}
