/** Asking what is in a feed without following it: near and exact lookups, prefix ranges, and limits on both. */
@NullMarked
package org.alarmcall.lookup;

import org.jspecify.annotations.NullMarked;
