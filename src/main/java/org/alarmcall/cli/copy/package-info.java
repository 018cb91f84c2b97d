/**
 * A local copy of a collection's feed: one append-only file that is whole after a crash at any moment, and an index of it
 * in memory. Knows files, not HTTP. {@link org.alarmcall.cli.copy.LocalCopy} is the door.
 */
@NullMarked
package org.alarmcall.cli.copy;

import org.jspecify.annotations.NullMarked;
