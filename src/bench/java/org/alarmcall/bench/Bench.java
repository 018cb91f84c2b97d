package org.alarmcall.bench;

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
        System.exit(0); // the threads of HTTP clients may live on
    }
}
