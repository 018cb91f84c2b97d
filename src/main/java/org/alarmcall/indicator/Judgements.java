package org.alarmcall.indicator;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.member.Caller;

/** What members say of indicators and of those who report them, for staff; implemented by the package that keeps opinions. */
public interface Judgements {

    /** What members say of each of the indicators, in one query. One of which nobody says anything may be left out. */
    Map<UUID, ReviewListing.Feedback> ofIndicators(Caller staff, int collectionId, Collection<UUID> indicators);

    /** What others say of what each of the members reported, in one query. One of which nobody says anything may be left out. */
    Map<Integer, Precision> ofReporters(Caller staff, int collectionId, Collection<Integer> members);
}
