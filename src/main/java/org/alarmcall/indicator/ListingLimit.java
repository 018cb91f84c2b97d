package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.indicator.IntakeQueries.Carried;
import org.alarmcall.indicator.IntakeQueries.Known;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.FieldError;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many listings of one member may carry the same fingerprint. The feed looks at all listings of an indicator
 * each time it is touched, withdrawn ones too, so one member could make that look as dear as it likes. Submissions at the
 * same time may pass the limit together, by no more than they carry.
 */
@Singleton
class ListingLimit {

    private final IntakeQueries queries;
    private final int most;

    ListingLimit(IntakeQueries queries, SubmissionConfig config) {
        this.queries = queries;
        this.most = config.listingsPerIndicator();
    }

    int most() {
        return most;
    }

    /**
     * The listings without the indicators that are over the limit, which are among the rejected ones then; a listing may
     * keep none. What a listing carries already it keeps.
     */
    List<ParsedListing> admit(
            Caller caller,
            Connection connection,
            Sending sending,
            List<ParsedListing> listings,
            Map<String, Intake.Existing> existing,
            Map<Fingerprint, Known> known)
            throws SQLException {
        Map<Fingerprint, Integer> counts = new HashMap<>();
        for (ParsedListing listing : listings) {
            listing.indicators().forEach(indicator -> counts.merge(indicator.fingerprint(), 1, Integer::sum));
        }
        Map<Fingerprint, Integer> suspects = new HashMap<>();
        Map<UUID, Fingerprint> suspectIds = new HashMap<>();
        counts.forEach((fingerprint, count) -> {
            Known there = known.get(fingerprint);
            int own = there == null ? 0 : there.ownListings();
            if (own + count > most) {
                suspects.put(fingerprint, own);
                if (there != null && there.id() != null) {
                    suspectIds.put(there.id(), fingerprint);
                }
            }
        });
        if (suspects.isEmpty()) {
            return listings;
        }
        Set<UUID> there = new HashSet<>();
        existing.values().forEach(listing -> there.add(listing.id()));
        Set<Carried> carried =
                queries.carried(caller, connection, sending.collection().id(), there, suspectIds);
        List<ParsedListing> admitted = new ArrayList<>(listings.size());
        for (ParsedListing listing : listings) {
            Intake.Existing own = existing.get(listing.reference());
            admitted.add(
                    own != null && MessageDigest.isEqual(own.contentHash(), ListingContent.hash(listing))
                            ? listing
                            : admit(sending, listing, own == null ? null : own.id(), suspects, carried));
        }
        return admitted;
    }

    /** @param counts of the suspects, raised by what is admitted */
    private ParsedListing admit(
            Sending sending,
            ParsedListing listing,
            @Nullable UUID listingId,
            Map<Fingerprint, Integer> counts,
            Set<Carried> carried) {
        List<ParsedIndicator> kept = new ArrayList<>(listing.indicators().size());
        List<RejectedIndicator> rejected = new ArrayList<>(listing.rejected());
        for (ParsedIndicator indicator : listing.indicators()) {
            Fingerprint fingerprint = indicator.fingerprint();
            Integer count = counts.get(fingerprint);
            if (count == null || (listingId != null && carried.contains(new Carried(listingId, fingerprint)))) {
                kept.add(indicator);
            } else if (count < most) {
                counts.put(fingerprint, count + 1);
                kept.add(indicator);
            } else {
                rejected.add(new RejectedIndicator(
                        indicator.index(),
                        fingerprint.type().wire(),
                        fingerprint.canonical(),
                        List.of(fault(sending, listing, indicator))));
            }
        }
        return rejected.size() == listing.rejected().size() ? listing : listing.with(kept, rejected);
    }

    private FieldError fault(Sending sending, ParsedListing listing, ParsedIndicator indicator) {
        return new FieldError(
                sending.format().pointer(listing.ordinal(), indicator.index()),
                listing.line(),
                "is in " + most + " listings of your member already, the limit for one fingerprint; "
                        + "send one of those again instead of a new one");
    }
}
