package org.alarmcall.vocabulary;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** What a coalition may set. */
@ConfigMapping(prefix = "alarmcall.vocabulary")
interface VocabularyConfig {

    /** The policy categories that listings may name, in place of the neutral list. Lower-case letters, digits, hyphens. */
    Optional<List<String>> policyCategories();
}
