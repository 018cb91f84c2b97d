/** What the server has only for its benchmarks. */
@NullMarked
package org.alarmcall.bench;

import org.jspecify.annotations.NullMarked;
