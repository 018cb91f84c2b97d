package org.alarmcall.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A part of a file of opinions that goes into one request.
 *
 * @param unsent what is no item, and is not sent
 */
record OpinionBatch(List<Item> items, List<Rejection> unsent) {

    /** How many opinions the server takes in a request. */
    static final int MOST = 1_000;

    /**
     * An opinion as the server takes it.
     *
     * @param line of the file, from 1; 0 where there is no file
     */
    record Item(int line, ObjectNode json) {

        String indicatorId() {
            return json.path("indicatorId").asText("");
        }
    }
}
