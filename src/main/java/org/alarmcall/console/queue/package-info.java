/** The queue and its listings: where staff review. */
@NullMarked
package org.alarmcall.console.queue;

import org.jspecify.annotations.NullMarked;
