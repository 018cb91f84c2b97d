package org.alarmcall.console.tactics;

import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Why something could not be done that nobody typed wrong.
 *
 * @param changed whether somebody else has changed what was looked at
 * @param detail for people
 */
record Conflict(boolean changed, String detail) {

    /** null for other problems. */
    static @Nullable Conflict of(ProblemException problem, boolean changed) {
        return isConflict(problem) ? new Conflict(changed, problem.detail()) : null;
    }

    private static boolean isConflict(ProblemException problem) {
        return problem.problem().status() == Problem.CONFLICT.status();
    }

    /** Conflicts and wrong fields come back on the page where somebody typed, so that nothing typed is lost. */
    static void mustBeShownInPlace(ProblemException problem) {
        if (!isConflict(problem) && problem.errors().isEmpty()) {
            throw problem;
        }
    }
}
