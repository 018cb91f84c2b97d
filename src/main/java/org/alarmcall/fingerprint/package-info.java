/** Types of fingerprints and their canonical forms. Pure: no HTTP, no database, no CDI. */
@NullMarked
package org.alarmcall.fingerprint;

import org.jspecify.annotations.NullMarked;
