/** What staff decide: the queue, decisions, the allow list. */
@NullMarked
package org.alarmcall.review;

import org.jspecify.annotations.NullMarked;
