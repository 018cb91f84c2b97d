package org.alarmcall.console.members;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alarmcall.feed.Readers.Reader;
import org.jspecify.annotations.Nullable;

/**
 * How well a member follows the feeds.
 *
 * @param lastPull when one of its clients asked last; null when none has
 * @param behind by collection, how many entries its best client is behind
 */
record Following(@Nullable Instant lastPull, Map<String, Long> behind) {

    static Following of(List<Reader> readers) {
        Map<String, Long> behind = new TreeMap<>();
        readers.forEach(reader -> behind.merge(reader.collection(), reader.behind(), Math::min));
        return new Following(
                readers.stream().map(Reader::at).max(Comparator.naturalOrder()).orElse(null), behind);
    }
}
