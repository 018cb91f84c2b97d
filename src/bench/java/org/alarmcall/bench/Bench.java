package org.alarmcall.bench;

import org.alarmcall.matching.MatchingBench;

/** Runs the benchmarks one after the other; {@code docs/performance.md} says how and what came of it. */
public final class Bench {

    private Bench() {}

    public static void main(String... arguments) throws Exception {
        if (Settings.runs("hash")) {
            HashBench.run();
        }
        if (Settings.runs("ingest")) {
            IngestBench.run();
        }
        if (Settings.runs("feed")) {
            FeedBench.run();
        }
        if (Settings.runs("requests")) {
            RequestBench.run();
        }
        if (Settings.runs("lag")) {
            LagBench.run();
        }
        if (Settings.runs("matching")) {
            matching();
        }
        if (Settings.runs("impact")) {
            ImpactBench.run();
        }
        if (Settings.runs("feedback")) {
            FeedbackBench.run();
        }
        if (Settings.runs("console")) {
            ConsoleBench.run();
        }
        System.exit(0); // the threads of HTTP clients may live on
    }

    private static void matching() throws Exception {
        Report report = new Report("matching");
        MatchingBench.Output output = new MatchingBench.Output() {
            @Override
            public void line(String format, Object... values) {
                report.line(format, values);
            }

            @Override
            public void check(String what, long expected, long found) {
                report.check(what, expected, found);
            }
        };
        for (int hashes : Settings.matchingHashes()) {
            for (String kind : Settings.matchingSets()) {
                MatchingBench.run(output, kind, hashes, Settings.matchingQueries(), Settings.rounds());
            }
        }
    }
}
