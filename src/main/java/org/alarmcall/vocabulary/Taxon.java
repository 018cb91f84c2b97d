package org.alarmcall.vocabulary;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a listing is of: a species, or a higher taxon ("Elephantidae spp.").
 *
 * @param scientificName for example "Loxodonta africana"
 * @param rank for example {@code species}
 * @param ids scheme-qualified, for example {@code speciesplus:4521}; a crosswalk, not the key
 * @param nameAsReported what the member's own system calls it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"scientificName", "rank", "ids", "nameAsReported"})
public record Taxon(
        String scientificName,
        @Nullable String rank,
        List<String> ids,
        @Nullable String nameAsReported) {

    /** Characters of a scientific name and of a name as reported. */
    public static final int MAX_NAME = 200;

    public static final int MAX_RANK = 40;
    public static final int MAX_IDS = 10;

    /** Characters of an id, with its scheme. */
    public static final int MAX_ID = 128;

    public Taxon {
        ids = ids == null ? List.of() : List.copyOf(ids);
    }
}
