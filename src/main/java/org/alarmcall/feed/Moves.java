package org.alarmcall.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client did since its cursor was last written. Keeps each step on the way up, not the last one only: who was
 * given a subject and, a moment later, its withdrawal, held it in between.
 *
 * @param position what it last sent as {@code after}; -1 for nothing
 * @param positionAt since when it sends that
 * @param given where its last answer ended
 * @param rises further and further positions that it was given
 * @param said further and further positions that it sent
 * @param at its last request
 */
record Moves(
        Key key,
        int memberId,
        long position,
        Instant positionAt,
        long given,
        List<Step> rises,
        List<Step> said,
        Instant at) {

    /** More than a client can do between two writes; a limit for when nothing can be written. */
    static final int MAX_STEPS = 1_000;

    record Key(int collectionId, String clientId) {}

    record Step(long position, Instant at) {}

    /** The client says that it holds everything up to {@code position}: then it was also given that. */
    static Moves held(Key key, int memberId, long position, Instant at) {
        List<Step> step = List.of(new Step(position, at));
        return new Moves(key, memberId, position, at, position, step, step, at);
    }

    /** The client was given everything up to {@code position}; it may not have arrived. */
    static Moves served(Key key, int memberId, long position, Instant at) {
        return new Moves(key, memberId, -1, at, position, List.of(new Step(position, at)), List.of(), at);
    }

    Moves then(Moves later) {
        boolean stays = later.position < 0 || later.position == position;
        return new Moves(
                key,
                later.memberId,
                stays ? position : later.position,
                stays ? positionAt : later.positionAt,
                later.given,
                climb(rises, later.rises),
                climb(said, later.said),
                later.at);
    }

    /** The furthest position that it was given. */
    Step furthest() {
        return rises.get(rises.size() - 1);
    }

    private static List<Step> climb(List<Step> steps, List<Step> more) {
        List<Step> all = new ArrayList<>(steps);
        for (Step step : more) {
            if (all.isEmpty() || step.position() > all.get(all.size() - 1).position()) {
                if (all.size() == MAX_STEPS) {
                    all.remove(MAX_STEPS - 1);
                }
                all.add(step);
            }
        }
        return List.copyOf(all);
    }
}
