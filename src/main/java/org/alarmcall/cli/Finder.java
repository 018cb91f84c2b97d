package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.util.List;
import java.util.Set;
import org.alarmcall.fingerprint.FingerprintType;

/** Where fingerprints are looked up. */
interface Finder extends Closeable {

    /** The most queries at once: as many as the server takes in a request. */
    int MOST_QUERIES = 1_000;

    /**
     * An indicator that matches.
     *
     * @param indicator as published; of a prefix range only type, value and tier
     * @param distance 0 for an equal value
     */
    record Match(JsonNode indicator, int distance) {}

    /**
     * What was found for a query.
     *
     * @param matches the nearest first
     * @param hasMore whether there are further ones, further away
     */
    record Found(List<Match> matches, boolean hasMore) {}

    /** What can be looked up here. */
    Set<FingerprintType> types();

    /** An answer for each query, in their order; at most {@value #MOST_QUERIES}. */
    List<Found> find(List<Query> queries);
}
