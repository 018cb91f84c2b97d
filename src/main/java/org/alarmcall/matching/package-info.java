/** Fingerprints that are near each other: exact searches in memory. Plain Java so far; nothing of it is injected. */
@NullMarked
package org.alarmcall.matching;

import org.jspecify.annotations.NullMarked;
