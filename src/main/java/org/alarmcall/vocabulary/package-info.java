/** The words of the trade: CITES terms, taxa, policy categories, as versioned data. */
@NullMarked
package org.alarmcall.vocabulary;

import org.jspecify.annotations.NullMarked;
