/** Fingerprints that are near each other: exact searches in memory, and families of near-duplicates. */
@NullMarked
package org.alarmcall.matching;

import org.jspecify.annotations.NullMarked;
