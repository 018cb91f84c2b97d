/** What members did with what they learnt, and totals that show no member's part. Door: {@link org.alarmcall.impact.Impact}. */
@NullMarked
package org.alarmcall.impact;

import org.jspecify.annotations.NullMarked;
