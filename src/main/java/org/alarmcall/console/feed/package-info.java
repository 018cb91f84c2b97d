/** Pages about what is in the feeds, and what must never be. */
@NullMarked
package org.alarmcall.console.feed;

import org.jspecify.annotations.NullMarked;
