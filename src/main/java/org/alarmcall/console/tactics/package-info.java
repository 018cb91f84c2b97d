/** The pages on which staff publish tactics, merge twins and renew code words. */
@NullMarked
package org.alarmcall.console.tactics;

import org.jspecify.annotations.NullMarked;
