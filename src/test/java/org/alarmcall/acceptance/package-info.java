/** What the server promises, tried on the packaged server in processes of its own. */
@NullMarked
package org.alarmcall.acceptance;

import org.jspecify.annotations.NullMarked;
