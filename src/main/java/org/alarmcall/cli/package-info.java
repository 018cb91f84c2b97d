/** The command line of a member. Speaks HTTP only. */
@NullMarked
package org.alarmcall.cli;

import org.jspecify.annotations.NullMarked;
