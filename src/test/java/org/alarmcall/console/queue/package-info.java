@NullMarked
package org.alarmcall.console.queue;

import org.jspecify.annotations.NullMarked;
