package org.alarmcall.feed;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a feature that publishes gives the sequencer: the present state of a batch of its subjects, already encoded.
 * Called inside the sequencer's transaction, as the system.
 */
public interface FeedSource {

    String INDICATOR = "indicator";
    String TACTIC = "tactic";

    /** The entry's {@code kind} and the key of its object: {@link #INDICATOR} or {@link #TACTIC}. */
    String kind();

    /** All values that {@link State#type} may have. */
    Set<String> types();

    /**
     * The present state of each subject that still exists, in one query. A subject that is left out is taken as gone.
     */
    List<State> load(int collectionId, Collection<UUID> subjects);

    /**
     * The present state of one subject. It depends on the subject alone, not on what was published before.
     *
     * @param id the subject
     * @param type for example {@code image_pdq}; what {@code type=} filters by
     * @param lookupValue what it is looked up by inside the server, for example the bytes of its hash; null for nothing.
     *     It never changes while the subject lives
     * @param digestKey 32 bytes, SHA-256 of what the manifest's digest sums over
     * @param upsert the JSON object of an upsert entry; null when the subject is not to be in the feed
     * @param tier the tier when it is in the feed
     * @param expires when it leaves the feed by itself, as the object says; null for never
     * @param changes when its state changes by itself next, at {@code expires} or before; then it is asked for again. Null
     *     for never. Where only this changes, it is kept and nothing is published
     * @param reference the shorter JSON object of a withdraw entry
     * @param reason why it is not in the feed; used when {@code upsert} is null and it was in the feed before
     */
    record State(
            UUID id,
            String type,
            byte @Nullable [] lookupValue,
            byte[] digestKey,
            @Nullable String upsert,
            @Nullable Tier tier,
            @Nullable Instant expires,
            @Nullable Instant changes,
            String reference,
            String reason) {}
}
