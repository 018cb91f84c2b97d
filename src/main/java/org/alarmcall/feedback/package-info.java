/** What members say of what is in the feed, and what they did with it. */
@NullMarked
package org.alarmcall.feedback;

import org.jspecify.annotations.NullMarked;
