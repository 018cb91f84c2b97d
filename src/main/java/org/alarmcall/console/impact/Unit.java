package org.alarmcall.console.impact;

import java.util.Locale;

/** How a number of a figure reads. */
enum Unit {
    COUNT {
        @Override
        String words(double value) {
            return String.format(Locale.ENGLISH, "%,d", Math.round(value));
        }
    },
    SHARE {
        @Override
        String words(double value) {
            return String.format(Locale.ENGLISH, "%.1f %%", 100 * value);
        }
    },
    SECONDS {
        @Override
        String words(double value) {
            if (value < 1) {
                return String.format(Locale.ENGLISH, "%.0f ms", MILLIS * value);
            }
            if (value < MINUTE) {
                return String.format(Locale.ENGLISH, "%.1f s", value);
            }
            if (value < HOUR) {
                return String.format(Locale.ENGLISH, "%.1f min", value / MINUTE);
            }
            return value < 2 * DAY
                    ? String.format(Locale.ENGLISH, "%.1f h", value / HOUR)
                    : String.format(Locale.ENGLISH, "%.1f days", value / DAY);
        }
    };

    private static final double MILLIS = 1_000;
    private static final double MINUTE = 60;
    private static final double HOUR = 60 * MINUTE;
    private static final double DAY = 24 * HOUR;

    abstract String words(double value);
}
