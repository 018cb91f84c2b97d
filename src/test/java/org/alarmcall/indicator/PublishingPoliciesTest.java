package org.alarmcall.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.alarmcall.fingerprint.FingerprintType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PublishingPoliciesTest {

    private static PublishingPolicies with(Map<String, String> properties) {
        return new PublishingPolicies(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .withMapping(PublishingConfig.class)
                .build()
                .getConfigMapping(PublishingConfig.class));
    }

    private static @Nullable Duration lifetime(PublishingPolicies policies, String collection, FingerprintType type) {
        return policies.of(collection).lifetimes().get(type);
    }

    @Test
    void aCollectionMayHaveLifetimesOfItsOwn() {
        PublishingPolicies policies = with(Map.of(
                "alarmcall.publishing.lifetime.url_sha256", "P30D",
                "alarmcall.publishing.lifetime.text_sha256", "P60D",
                "alarmcall.publishing.collection.ivory.lifetime.url_sha256", "P7D"));

        assertEquals(Duration.ofDays(30), lifetime(policies, "wood", FingerprintType.URL_SHA256));
        assertEquals(Duration.ofDays(7), lifetime(policies, "ivory", FingerprintType.URL_SHA256));
        assertEquals(Duration.ofDays(60), lifetime(policies, "ivory", FingerprintType.TEXT_SHA256));
        assertEquals(Duration.ofDays(1825), lifetime(policies, "ivory", FingerprintType.IMAGE_PDQ));
    }

    @Test
    void aTypeThatIsNotThereIsNamedAtTheStart() {
        String key = "alarmcall.publishing.collection.ivory.lifetime.url";
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, () -> with(Map.of(key, "P7D")));
        assertTrue(String.valueOf(failure.getMessage()).contains("collection.\"ivory\".lifetime.\"url\""));
    }
}
