@NullMarked
package org.alarmcall;

import org.jspecify.annotations.NullMarked;
