/**
 * Submissions, listings, indicators, reports: deduplication, lifecycle, publishing policy. Doors, one for each who comes:
 * {@link org.alarmcall.indicator.Submissions} and {@link org.alarmcall.indicator.Listings} for members, {@link
 * org.alarmcall.indicator.ReviewQueue}, {@link org.alarmcall.indicator.Decisions} and {@link
 * org.alarmcall.indicator.AllowList} for staff. Start reading at {@link org.alarmcall.indicator.SubmissionStore}.
 */
@NullMarked
package org.alarmcall.indicator;

import org.jspecify.annotations.NullMarked;
