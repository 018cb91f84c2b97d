/**
 * Hashing on the member's machine: files and folders, lines of text, in parallel and in order. Knows neither a server nor
 * a terminal.
 */
@NullMarked
package org.alarmcall.cli.hashing;

import org.jspecify.annotations.NullMarked;
