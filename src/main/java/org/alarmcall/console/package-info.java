/** The pages where staff work. They ask the doors of every other feature, and no feature asks them. */
@NullMarked
package org.alarmcall.console;

import org.jspecify.annotations.NullMarked;
