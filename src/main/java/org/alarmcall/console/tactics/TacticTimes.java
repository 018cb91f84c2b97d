package org.alarmcall.console.tactics;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Times as whole days from now. In templates {@code cdi:tacticTimes}. */
@Singleton
@Named("tacticTimes")
public class TacticTimes {

    private final Clock clock;

    TacticTimes(Clock clock) {
        this.clock = clock;
    }

    public int daysSince(Instant at) {
        return (int) Duration.between(at, clock.instant()).toDays();
    }

    public int daysUntil(Instant at) {
        return (int) Duration.between(clock.instant(), at).toDays();
    }

    public boolean isOver(Instant at) {
        return !at.isAfter(clock.instant());
    }
}
