package org.alarmcall;

import java.util.List;
import java.util.Set;

/**
 * A package is a feature.
 *
 * @param doors the public classes by which other features use it
 * @param uses the features that it may use
 */
record Feature(String name, Set<String> doors, Set<String> uses) {

    private static final Set<String> NO_DOOR = Set.of();

    /** Who may use whom. */
    static final List<Feature> ALL = List.of(
            feature("platform", NO_DOOR),
            feature("fingerprint", NO_DOOR),
            feature("member", Set.of("Members", "Administration"), "platform"),
            feature("vocabulary", NO_DOOR, "platform"),
            feature("audit", Set.of("AuditLog"), "platform", "member"),
            feature(
                    "feed",
                    Set.of("Feed", "FeedLog", "LiveValues", "Readers", "Receipts", "FeedSummaries"),
                    "platform",
                    "member"),
            feature("matching", Set.of("Matching", "Families"), "platform", "member", "fingerprint", "feed"),
            feature("lookup", NO_DOOR, "platform", "member", "fingerprint", "audit", "feed", "matching"),
            feature(
                    "indicator",
                    Set.of(
                            "Submissions",
                            "Listings",
                            "ReviewQueue",
                            "Decisions",
                            "AllowList",
                            "Quarantine",
                            "Reporting",
                            "ListingsShowing",
                            "IndicatorLabels",
                            "Indicators",
                            "PublishingPolicies"),
                    "platform",
                    "member",
                    "fingerprint",
                    "vocabulary",
                    "feed",
                    "matching",
                    "audit"),
            feature(
                    "feedback",
                    Set.of("Feedback", "Precisions", "Removals"),
                    "platform",
                    "member",
                    "vocabulary",
                    "indicator",
                    "feed",
                    "audit"),
            feature("impact", Set.of("Impact"), "platform", "member", "vocabulary", "audit"),
            feature(
                    "tactic",
                    Set.of("Tactics", "TacticListings", "TacticReview", "CodeWords"),
                    "platform",
                    "member",
                    "vocabulary",
                    "feed",
                    "audit",
                    "indicator"),
            feature(
                    "review",
                    NO_DOOR,
                    "platform",
                    "member",
                    "fingerprint",
                    "vocabulary",
                    "indicator",
                    "feedback",
                    "tactic",
                    "audit"),
            feature(
                    "staff",
                    Set.of("StaffAccounts", "OwnAccount", "SignIn", "ProviderSignIn", "StaffSessions"),
                    "platform",
                    "member",
                    "audit"),
            feature(
                    "desk",
                    Set.of("Desk", "HeldDecisions"),
                    "platform",
                    "member",
                    "staff",
                    "vocabulary",
                    "indicator",
                    "audit"),
            feature(
                    "console",
                    NO_DOOR,
                    "platform",
                    "member",
                    "staff",
                    "fingerprint",
                    "vocabulary",
                    "audit",
                    "feed",
                    "indicator",
                    "feedback",
                    "tactic",
                    "impact",
                    "desk"),
            feature(
                    "sample",
                    NO_DOOR,
                    "platform",
                    "member",
                    "staff",
                    "fingerprint",
                    "vocabulary",
                    "audit",
                    "feed",
                    "indicator",
                    "review"),
            feature("cli", NO_DOOR, "fingerprint"));

    private static Feature feature(String name, Set<String> doors, String... uses) {
        return new Feature(name, doors, Set.of(uses));
    }
}
