/** The log that every member follows: touches, the sequencer, pull, stream, snapshot, manifest, cursors. Door: {@link org.alarmcall.feed.Feed}. */
@NullMarked
package org.alarmcall.feed;

import org.jspecify.annotations.NullMarked;
