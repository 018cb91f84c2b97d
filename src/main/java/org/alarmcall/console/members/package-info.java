/** Pages about members, what they may do, and how they begin. */
@NullMarked
package org.alarmcall.console.members;

import org.jspecify.annotations.NullMarked;
