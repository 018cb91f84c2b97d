package org.alarmcall.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a member is with a withdrawal: past it when each of its clients that held the subject is.
 *
 * @param passedAt when the last of them said so; null while one holds it
 * @param waited from the withdrawal until each was past it, or until now, of the slowest client
 * @param waitingFor the clients that hold it still
 */
public record Receipt(State state, @Nullable Instant passedAt, Duration waited, List<String> waitingFor) {

    public enum State {
        HELD,
        PASSED,
        /** Held for longer than it may. */
        LATE;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<State> parse(String wire) {
            return Arrays.stream(values())
                    .filter(state -> state.wire().equals(wire))
                    .findFirst();
        }
    }

    /**
     * The receipt of one member; null when it has none. A client that may not read the feed any more can't say that it is
     * past the withdrawal: it counts when it has said so before, and else not at all.
     *
     * @param holdings of the member's clients
     * @param readers the clients that may read the feed
     */
    static @Nullable Receipt of(List<Holding> holdings, Set<String> readers, Instant now, Duration lateAfter) {
        Receipt receipt = null;
        for (Holding holding : holdings) {
            if (holding.passedAt() != null || readers.contains(holding.clientId())) {
                Receipt one = ofOne(holding, now, lateAfter);
                receipt = receipt == null ? one : receipt.and(one);
            }
        }
        return receipt;
    }

    private static Receipt ofOne(Holding holding, Instant now, Duration lateAfter) {
        Instant passedAt = holding.passedAt();
        Duration waited = Duration.between(holding.since(), passedAt == null ? now : passedAt);
        if (waited.isNegative()) {
            waited = Duration.ZERO; // the clocks of a node and of the database
        }
        if (passedAt != null) {
            return new Receipt(State.PASSED, passedAt, waited, List.of());
        }
        State state = waited.compareTo(lateAfter) > 0 ? State.LATE : State.HELD;
        return new Receipt(state, null, waited, List.of(holding.clientId()));
    }

    private Receipt and(Receipt other) {
        boolean isLate = state == State.LATE || other.state == State.LATE;
        Instant last = passedAt == null || other.passedAt == null
                ? null
                : passedAt.isAfter(other.passedAt) ? passedAt : other.passedAt;
        return new Receipt(
                isLate ? State.LATE : last == null ? State.HELD : State.PASSED,
                last,
                waited.compareTo(other.waited) > 0 ? waited : other.waited,
                Stream.concat(waitingFor.stream(), other.waitingFor.stream())
                        .sorted()
                        .toList());
    }
}
