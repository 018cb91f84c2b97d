package org.alarmcall.impact;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.jspecify.annotations.Nullable;

/** Months, the last included. */
record MonthRange(YearMonth from, YearMonth to) {

    static final YearMonth FIRST = YearMonth.of(2015, 1);

    /** Ten years; with twenty categories 2,400 cells. */
    static final int MAX_MONTHS = 120;

    private static final int DEFAULT_MONTHS = 12;
    private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");

    /** As in a query: to the present month, twelve months, where nothing is said. */
    static MonthRange of(@Nullable String from, @Nullable String to, YearMonth current) {
        YearMonth last = to == null ? current : month("The query parameter to", to, current);
        YearMonth first = from == null
                ? max(FIRST, last.minusMonths(DEFAULT_MONTHS - 1))
                : month("The query parameter from", from, current);
        if (first.isAfter(last)) {
            throw Problem.INVALID.because("The query parameter from must not be after to.");
        }
        MonthRange range = new MonthRange(first, last);
        if (range.months() > MAX_MONTHS) {
            throw Problem.INVALID.because("From 'from' to 'to' there are " + range.months() + " months; at most "
                    + MAX_MONTHS + " are answered at once.");
        }
        return range;
    }

    /** As in a path or a query; a 422 for what is none, before {@link #FIRST} or in the future. */
    static YearMonth month(String what, String text, YearMonth current) {
        if (!MONTH.matcher(text).matches()) {
            throw noMonth(what, current);
        }
        try {
            YearMonth month = YearMonth.parse(text);
            if (month.isBefore(FIRST) || month.isAfter(current)) {
                throw noMonth(what, current);
            }
            return month;
        } catch (DateTimeException e) {
            throw noMonth(what, current);
        }
    }

    private static ProblemException noMonth(String what, YearMonth current) {
        return Problem.INVALID.because(what + " must be a month from " + FIRST + " to " + current + ".");
    }

    private static YearMonth max(YearMonth one, YearMonth other) {
        return one.isAfter(other) ? one : other;
    }

    int months() {
        return (int) ChronoUnit.MONTHS.between(from, to) + 1;
    }

    LocalDate firstDay() {
        return from.atDay(1);
    }

    /** The first day of the last month: as what months are stored. */
    LocalDate lastMonth() {
        return to.atDay(1);
    }
}
