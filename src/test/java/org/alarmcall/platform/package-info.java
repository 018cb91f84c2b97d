@NullMarked
package org.alarmcall.platform;

import org.jspecify.annotations.NullMarked;
