package org.alarmcall.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.alarmcall.feed.Moves.Step;
import org.junit.jupiter.api.Test;

/** What is kept of a client's requests until its cursor is written. */
class MovesTest {

    private static final Moves.Key KEY = new Moves.Key(1, "client");

    @Test
    void eachStepUpIsKept() {
        Moves moves = held(10, 1).then(served(20, 1)).then(held(20, 2)).then(served(30, 2));

        assertEquals(
                new Moves(
                        KEY,
                        7,
                        20,
                        at(2),
                        30,
                        List.of(step(10, 1), step(20, 1), step(30, 2)),
                        List.of(step(10, 1), step(20, 2)),
                        at(2)),
                moves);
        assertEquals(step(30, 2), moves.furthest());
    }

    @Test
    void whoAsksAgainFromTheSamePlaceStandsThereSinceTheFirstTime() {
        Moves moves = held(10, 1).then(served(10, 1)).then(held(10, 5)).then(served(10, 5));

        assertEquals(new Moves(KEY, 7, 10, at(1), 10, List.of(step(10, 1)), List.of(step(10, 1)), at(5)), moves);
    }

    @Test
    void goingBackMovesThePlaceAndNoStep() {
        Moves moves = held(30, 1).then(held(0, 2)).then(served(10, 2));

        assertEquals(new Moves(KEY, 7, 0, at(2), 10, List.of(step(30, 1)), List.of(step(30, 1)), at(2)), moves);
    }

    @Test
    void whatCouldNotBeWrittenComesBeforeWhatCameLater() {
        Moves earlier = served(10, 1);
        Moves later = served(20, 2);

        assertEquals(
                new Moves(KEY, 7, -1, at(1), 20, List.of(step(10, 1), step(20, 2)), List.of(), at(2)),
                earlier.then(later));
    }

    @Test
    void thereIsALimitAndTheLastStepIsAlwaysKnown() {
        Moves moves = LongStream.rangeClosed(1, Moves.MAX_STEPS + 5L)
                .mapToObj(position -> served(position, position))
                .reduce(Moves::then)
                .orElseThrow();

        assertEquals(Moves.MAX_STEPS, moves.rises().size());
        assertEquals(Moves.MAX_STEPS + 5L, moves.furthest().position());
    }

    private static Moves held(long position, long second) {
        return Moves.held(KEY, 7, position, at(second));
    }

    private static Moves served(long position, long second) {
        return Moves.served(KEY, 7, position, at(second));
    }

    private static Step step(long position, long second) {
        return new Step(position, at(second));
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }
}
