package org.alarmcall.console.tactics;

import io.quarkus.qute.TemplateExtension;
import org.alarmcall.tactic.Similar;

/** How values of tactics read on a page. */
@TemplateExtension
final class TacticWords {

    private TacticWords() {}

    static long percent(Similar twin) {
        return Math.round(twin.similarity() * 100);
    }
}
