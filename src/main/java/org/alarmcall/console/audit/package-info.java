/** The audit log: searched, read, and taken away as a file. */
@NullMarked
package org.alarmcall.console.audit;

import org.jspecify.annotations.NullMarked;
