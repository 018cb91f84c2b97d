/** A made-up coalition for the first look in development mode. May use every door; nothing uses it. */
@NullMarked
package org.alarmcall.sample;

import org.jspecify.annotations.NullMarked;
