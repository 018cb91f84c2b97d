/** How fast the packaged server is, beside the limit that PostgreSQL and the HTTP stack set in the same run. */
@NullMarked
package org.alarmcall.bench;

import org.jspecify.annotations.NullMarked;
