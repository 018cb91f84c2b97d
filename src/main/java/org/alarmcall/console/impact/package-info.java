/** Charts of what the coalition achieves, their tables, and both as files. */
@NullMarked
package org.alarmcall.console.impact;

import org.jspecify.annotations.NullMarked;
