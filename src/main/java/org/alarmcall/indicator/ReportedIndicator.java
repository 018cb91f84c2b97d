package org.alarmcall.indicator;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.feed.Tier;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/**
 * An indicator that a listing reports, before what others say of it.
 *
 * @param pulled how far the listing's member had been given the feed when it reported
 * @param withdrawn why staff took it out of the feed; null when they did not
 * @param allowList the entry of the allow list that it is, or looks like
 */
record ReportedIndicator(
        UUID indicatorId,
        Fingerprint fingerprint,
        @Nullable Integer quality,
        long pulled,
        @Nullable String withdrawn,
        ReviewListing.@Nullable AllowListHit allowList) {

    ReviewListing.Indicator view(
            @Nullable Tier tier,
            List<ReviewListing.Report> reports,
            @Nullable List<ReviewListing.NearDuplicate> near,
            long firstGiven,
            ReviewListing.Feedback feedback) {
        return new ReviewListing.Indicator(
                indicatorId,
                fingerprint.type().wire(),
                fingerprint.canonical(),
                quality,
                tier == null ? null : tier.wire(),
                withdrawn,
                allowList,
                reports,
                near,
                pulled >= firstGiven,
                feedback);
    }

    /** Of each of the listings, in the order of type and value. */
    static Map<UUID, List<ReportedIndicator>> of(
            Connection connection, CollectionRef collection, Collection<UUID> listings, LookAlikes lookAlikes)
            throws SQLException {
        Map<UUID, List<ReportedIndicator>> reported = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT r.listing_id, r.quality, r.pulled, i.id, i.type, i.value, i.withdrawn_reason, a.id AS allow_id, a.note
                FROM report r
                CROSS JOIN LATERAL (SELECT * FROM indicator
                    WHERE collection_id = r.collection_id AND id = r.indicator_id OFFSET 0) AS i
                LEFT JOIN allow_list a ON a.collection_id = i.collection_id AND a.type = i.type AND a.value = i.value
                WHERE r.collection_id = ? AND r.listing_id = ANY(?)
                ORDER BY i.type, i.value
                """)) {
            statement.setInt(1, collection.id());
            statement.setArray(2, SqlArrays.uuids(connection, listings));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Fingerprint fingerprint =
                            Fingerprint.of(FingerprintType.ofCode(row.getInt("type")), row.getBytes("value"));
                    Short quality = row.getObject("quality", Short.class);
                    reported.computeIfAbsent(row.getObject("listing_id", UUID.class), id -> new ArrayList<>())
                            .add(new ReportedIndicator(
                                    row.getObject("id", UUID.class),
                                    fingerprint,
                                    quality == null ? null : quality.intValue(),
                                    row.getLong("pulled"),
                                    row.getString("withdrawn_reason"),
                                    allowListHit(
                                            row.getObject("allow_id", UUID.class),
                                            row.getString("note"),
                                            lookAlikes.nearest(fingerprint))));
                }
            }
        }
        return reported;
    }

    private static ReviewListing.@Nullable AllowListHit allowListHit(
            @Nullable UUID entry, @Nullable String note, LookAlikes.@Nullable Hit near) {
        if (entry != null && note != null) {
            return new ReviewListing.AllowListHit(entry, note, 0);
        }
        return near == null
                ? null
                : new ReviewListing.AllowListHit(
                        near.lookAlike().id(), near.lookAlike().note(), near.distance());
    }
}
