package org.alarmcall.console.feed;

import io.quarkus.qute.TemplateExtension;
import java.time.Duration;
import java.util.Locale;
import org.alarmcall.feed.WithdrawalViews.WithdrawalView;

/** How what is in a feed reads on a page. */
@TemplateExtension
final class FeedWords {

    private static final double SECONDS_OF_A_MINUTE = 60;

    private FeedWords() {}

    /** For example {@code 0.8 s}, {@code 14 min}, {@code 26 h}. */
    static String waited(Double seconds) {
        if (seconds < SECONDS_OF_A_MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        Duration waited = Duration.ofSeconds(Math.round(seconds));
        return waited.toHours() < 2 ? waited.toMinutes() + " min" : waited.toHours() + " h";
    }

    static String subjectId(WithdrawalView withdrawal) {
        return withdrawal.indicator() == null
                ? ""
                : withdrawal.indicator().path("id").asText();
    }

    static String subjectValue(WithdrawalView withdrawal) {
        return withdrawal.indicator() == null
                ? ""
                : withdrawal.indicator().path("value").asText();
    }
}
