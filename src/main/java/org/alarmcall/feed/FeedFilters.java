package org.alarmcall.feed;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.alarmcall.platform.Problem;
import org.jspecify.annotations.Nullable;

/** Reads filters from a query. A word that no feed has is an error, since a filter with it would leave all out. */
@Singleton
class FeedFilters {

    private static final Set<String> KINDS = new TreeSet<>(Set.of(FeedSource.INDICATOR, FeedSource.TACTIC));

    private final Set<String> types;

    FeedFilters(Instance<FeedSource> sources) {
        this.types = sources.stream()
                .flatMap(source -> source.types().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    FeedFilter parse(@Nullable String tier, @Nullable String kinds, @Nullable String types) {
        return new FeedFilter(tier(tier), words("kind", kinds, KINDS), words("type", types, this.types));
    }

    private static Tier tier(@Nullable String word) {
        if (word == null || word.isEmpty()) {
            return Tier.CANDIDATE;
        }
        return Arrays.stream(Tier.values())
                .filter(tier -> tier.wire().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.INVALID.because(
                        "The query parameter tier is one of candidate, reviewed, corroborated."));
    }

    private static Set<String> words(String parameter, @Nullable String list, Set<String> known) {
        if (list == null || list.isEmpty()) {
            return Set.of();
        }
        Set<String> words = new TreeSet<>(Arrays.asList(list.split(",")));
        for (String word : words) {
            if (!known.contains(word)) {
                throw Problem.INVALID.because("The query parameter " + parameter + " is a comma-separated list of "
                        + String.join(", ", known) + ".");
            }
        }
        return words;
    }
}
