/** What the tests of all features use. */
@NullMarked
package org.alarmcall.testing;

import org.jspecify.annotations.NullMarked;
