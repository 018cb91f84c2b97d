package org.alarmcall.vocabulary;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;

/** The vocabulary as this server is configured. */
class ConfiguredVocabulary {

    static final Pattern POLICY_CATEGORY = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    @Produces
    @Singleton
    Vocabulary vocabulary(VocabularyConfig config) {
        return config.policyCategories().map(ConfiguredVocabulary::of).orElseGet(Vocabulary::standard);
    }

    static Vocabulary of(List<String> policyCategories) {
        for (String category : policyCategories) {
            if (!POLICY_CATEGORY.matcher(category).matches()) {
                throw new IllegalStateException("alarmcall.vocabulary.policy-categories holds '" + category
                        + "': write each with 1 to 40 lower-case letters, digits and hyphens");
            }
        }
        return Vocabulary.withPolicyCategories(policyCategories);
    }
}
