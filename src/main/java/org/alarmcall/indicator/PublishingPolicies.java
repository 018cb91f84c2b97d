package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.jspecify.annotations.Nullable;

/** The policy of each collection, from the configuration. */
@Singleton
public class PublishingPolicies {

    private final PublishingConfig config;
    private final Map<FingerprintType, Duration> lifetimes;
    private final Map<String, PublishingPolicy> policies = new ConcurrentHashMap<>();

    PublishingPolicies(PublishingConfig config) {
        this.config = config;
        this.lifetimes = lifetimes("alarmcall.publishing.lifetime", config.lifetime());
        config.collections().keySet().forEach(this::of);
    }

    private static Map<FingerprintType, Duration> lifetimes(String key, Map<String, Duration> byWire) {
        Map<FingerprintType, Duration> lifetimes = new EnumMap<>(FingerprintType.class);
        byWire.forEach((wire, lifetime) -> lifetimes.put(type(key, wire), lifetime));
        return lifetimes;
    }

    private static FingerprintType type(String key, String wire) {
        FingerprintType type = FingerprintType.ofWire(wire);
        if (type == null) {
            throw new IllegalArgumentException(key + ".\"" + wire
                    + "\": there is no such fingerprint type; the types are " + FingerprintType.names());
        }
        return type;
    }

    /**
     * The rules in force, for people to read.
     *
     * @param candidateFrom the lowest trust of which a listing is published unseen; {@code nobody} for none
     * @param lifetimeDays by type
     */
    public record Rules(String candidateFrom, int corroboratedReporters, SortedMap<String, Long> lifetimeDays) {}

    public Rules rules(Caller caller, CollectionRef collection) {
        PublishingPolicy policy = of(collection.slug());
        SortedMap<String, Long> days = new TreeMap<>();
        policy.lifetimes().forEach((type, lifetime) -> days.put(type.wire(), lifetime.toDays()));
        return new Rules(policy.candidateFrom().name().toLowerCase(Locale.ROOT), policy.corroboratedReporters(), days);
    }

    PublishingPolicy of(String collectionSlug) {
        return policies.computeIfAbsent(collectionSlug, this::make);
    }

    private PublishingPolicy make(String slug) {
        PublishingConfig.@Nullable InCollection inCollection =
                config.collections().get(slug);
        if (inCollection == null) {
            return new PublishingPolicy(config.candidateFrom(), config.corroboratedReporters(), lifetimes);
        }
        Map<FingerprintType, Duration> own = new EnumMap<>(FingerprintType.class);
        own.putAll(lifetimes);
        own.putAll(lifetimes("alarmcall.publishing.collection.\"" + slug + "\".lifetime", inCollection.lifetime()));
        return new PublishingPolicy(
                inCollection.candidateFrom().orElse(config.candidateFrom()),
                inCollection.corroboratedReporters().orElse(config.corroboratedReporters()),
                own);
    }
}
