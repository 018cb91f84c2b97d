package org.alarmcall.indicator;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.member.Caller;

/**
 * What members say of indicators beside their reports; implemented by the package that keeps opinions. Called inside the
 * sequencer's transaction, as the system.
 */
public interface Confirmations {

    /** The confirmations that count, by indicator, in one query. An indicator without any may be left out. */
    Map<UUID, List<Confirmation>> of(Caller caller, int collectionId, Collection<UUID> indicators);

    /** A member's confirmation as it stands, and when it was given last. */
    record Confirmation(int memberId, Instant at) {}
}
