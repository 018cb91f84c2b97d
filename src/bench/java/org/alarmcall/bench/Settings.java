package org.alarmcall.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Sizes, each a system property with a default; {@code -Dbench.smoke=true} makes all small. */
final class Settings {

    private static final boolean SMOKE = Boolean.getBoolean("bench.smoke");

    private Settings() {}

    /** {@code bench.only}: which of hash, ingest, feed, requests, lag, matching, impact, feedback, console; all when it is not set. */
    static boolean runs(String name) {
        String only = System.getProperty("bench.only", "");
        return only.isBlank() || Arrays.asList(only.split(",")).contains(name);
    }

    /** Repetitions of each measurement. */
    static int rounds() {
        return number("bench.rounds", 3, 1);
    }

    /** Indicators a measured ingest run. */
    static int ingestIndicators() {
        return number("bench.ingest.indicators", 100_000, 4_000);
    }

    /** Listings a request. */
    static List<Integer> ingestBatches() {
        return numbers("bench.ingest.batches", "1000,10000", "1000");
    }

    /** Percentages of indicators that the collection already has. */
    static List<Integer> ingestKnown() {
        return numbers("bench.ingest.known", "0,50", "0,50");
    }

    static List<Integer> ingestConnections() {
        return numbers("bench.ingest.connections", "1,2", "1");
    }

    /** {@code standard}: kept for review. {@code trusted}: published at once, on the same cores. */
    static List<String> ingestTrust() {
        return List.of(
                System.getProperty("bench.ingest.trust", "standard,trusted").split(","));
    }

    static int feedEntries() {
        return number("bench.feed.entries", 1_000_000, 20_000);
    }

    static int requestSeconds() {
        return number("bench.requests.seconds", 5, 1);
    }

    static List<Integer> requestConnections() {
        return numbers("bench.requests.connections", "1,8,32", "4");
    }

    static int lagSeconds() {
        return number("bench.lag.seconds", 30, 4);
    }

    /** Indicators a second of other members' submissions while the lag is measured. */
    static List<Integer> lagRates() {
        return numbers("bench.lag.rates", "0,1000,5000", "500");
    }

    /** Pictures of each size. */
    static int hashPictures() {
        return number("bench.hash.pictures", 10, 2);
    }

    /** For each of decoding, hashing and both, a run. */
    static int hashMillis() {
        return number("bench.hash.millis", 4_000, 200);
    }

    static List<Integer> matchingHashes() {
        return numbers("bench.matching.hashes", "1000000", "20000");
    }

    static List<String> matchingSets() {
        return List.of(System.getProperty("bench.matching.sets", "random,clustered,half-constant,crowded")
                .split(","));
    }

    static int matchingQueries() {
        return number("bench.matching.queries", 1_000, 100);
    }

    static int impactMembers() {
        return number("bench.impact.members", 40, 7);
    }

    static int impactMonths() {
        return number("bench.impact.months", 60, 3);
    }

    static int impactRepeats() {
        return number("bench.impact.repeats", 200, 20);
    }

    /** Requests of each variant that are measured. */
    static int feedbackRepeats() {
        return number("bench.feedback.repeats", 100, 8);
    }

    /** Listings that wait while pages are asked for. */
    static int consolePending() {
        return number("bench.console.pending", 100_000, 10_000);
    }

    /** Requests of each page that are measured. */
    static int consoleRepeats() {
        return number("bench.console.repeats", 200, 20);
    }

    /** Of the server. */
    static String maxHeap() {
        return System.getProperty("bench.server.heap", "512m");
    }

    /** Whether to record what the server does with Java Flight Recorder, and to print where its time goes. */
    static boolean profile() {
        return Boolean.getBoolean("bench.profile");
    }

    static Path folder() {
        return Path.of(System.getProperty("bench.folder", "target/bench")).toAbsolutePath();
    }

    private static int number(String property, int normal, int smoke) {
        return Integer.getInteger(property, SMOKE ? smoke : normal);
    }

    private static List<Integer> numbers(String property, String normal, String smoke) {
        return Arrays.stream(
                        System.getProperty(property, SMOKE ? smoke : normal).split(","))
                .map(Integer::valueOf)
                .collect(Collectors.toList());
    }
}
