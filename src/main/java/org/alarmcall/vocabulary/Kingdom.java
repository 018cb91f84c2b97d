package org.alarmcall.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a trade term can be said of; decides what a retired code became. */
public enum Kingdom {
    @JsonProperty("animal")
    ANIMAL,
    @JsonProperty("plant")
    PLANT
}
