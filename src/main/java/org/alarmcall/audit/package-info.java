/** Who did what; append-only. Door: {@link org.alarmcall.audit.AuditLog}. */
@NullMarked
package org.alarmcall.audit;

import org.jspecify.annotations.NullMarked;
