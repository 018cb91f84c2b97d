package org.alarmcall.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.List;
import org.alarmcall.indicator.Confirmations.Confirmation;
import org.alarmcall.indicator.Evidence.Report;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    private static final long PUBLISHED = 100;

    private static Instant day(int day) {
        return Instant.parse("2026-11-01T00:00:00Z").plusSeconds(day * 86_400L);
    }

    private static Report report(int member, long pulled, int day) {
        return new Report(member, true, pulled, day(day));
    }

    private static Evidence evidence(List<Report> reports, Confirmation... confirmations) {
        return Evidence.of(reports, List.of(confirmations), PUBLISHED);
    }

    @Test
    void whoWasGivenItBeforeReportingItIsAnEcho() {
        Evidence evidence = evidence(List.of(report(1, 0, 1), report(2, 99, 2), report(3, 100, 3), report(4, 500, 4)));
        assertEquals(2, evidence.witnesses().size());
        assertEquals(day(2), evidence.renewed());
    }

    @Test
    void beforeItIsPublishedNobodyIsAnEcho() {
        Evidence evidence = Evidence.of(List.of(report(1, 0, 1), report(2, 1_000_000, 2)), List.of(), Evidence.NEVER);
        assertEquals(
                List.of(day(1), day(2)), evidence.witnesses().stream().sorted().toList());
    }

    @Test
    void onlyEchoesAreNoEvidence() {
        assertEquals(new Evidence(List.of(), null), evidence(List.of(report(1, 100, 1))));
    }

    @Test
    void anEchoThatConfirmsCounts() {
        Evidence evidence = evidence(List.of(report(1, 0, 1), report(2, 100, 9)), new Confirmation(2, day(5)));
        assertEquals(2, evidence.witnesses().size());
        assertEquals(day(5), evidence.renewed());
    }

    @Test
    void aMemberIsOneWitnessHoweverItSpeaks() {
        Evidence evidence = evidence(List.of(report(1, 0, 3)), new Confirmation(1, day(2)));
        assertEquals(List.of(day(3)), evidence.witnesses());
        assertEquals(
                List.of(day(4)),
                evidence(List.of(report(1, 0, 3)), new Confirmation(1, day(4))).witnesses());
    }

    @Test
    void whoDoesNotCountRenewsOnlyWhatNobodyElseSpeaksFor() {
        Report onProbation = new Report(2, false, 0, day(9));
        assertEquals(day(1), evidence(List.of(report(1, 0, 1), onProbation)).renewed());

        Evidence alone = evidence(List.of(onProbation));
        assertEquals(List.of(), alone.witnesses());
        assertEquals(day(9), alone.renewed());
        assertNull(evidence(List.of(new Report(2, false, 100, day(9)))).renewed());
    }
}
