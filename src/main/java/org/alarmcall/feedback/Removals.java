package org.alarmcall.feedback;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.stream.Collectors;
import org.alarmcall.indicator.IndicatorLabels;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.Problem;

/** The door for staff: what indicators led to, by species and by kind of item. */
@Singleton
@ActsAs
@Transactional
public class Removals {

    /** The newest, of which sums are made: what one request may cost. */
    static final int MAX_OPINIONS = 20_000;

    private final OpinionRows opinions;
    private final IndicatorLabels labels;

    Removals(OpinionRows opinions, IndicatorLabels labels) {
        this.opinions = opinions;
        this.labels = labels;
    }

    /**
     * Sums over members that are not against an indicator and not on probation, of indicators that are in the feed.
     *
     * @param minMembers that a sum is made of at least
     */
    public RemovalSums sums(Caller staff, CollectionRef collection, int minMembers) {
        if (!staff.seesAllMembers()) {
            throw Problem.FORBIDDEN.because("Sums over members are for staff.");
        }
        List<Removal> removals = opinions.removals(staff, collection.id(), MAX_OPINIONS);
        return RemovalSums.of(
                removals,
                labels.of(
                        staff,
                        collection,
                        removals.stream().map(Removal::indicatorId).collect(Collectors.toSet())),
                minMembers,
                removals.size() < MAX_OPINIONS);
    }
}
