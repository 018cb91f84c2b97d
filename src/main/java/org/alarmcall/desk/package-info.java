/** The reviewers' desk: who is at which listing, and decisions of the console until they take effect. */
@NullMarked
package org.alarmcall.desk;

import org.jspecify.annotations.NullMarked;
