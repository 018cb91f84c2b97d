package org.alarmcall.feed;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a complete copy of a feed holds.
 *
 * @param position the head it is of
 * @param chain the running hash at that position, 64 hex
 * @param items one for each type of indicators that is live
 * @param tactics the tactics that are live
 */
public record Manifest(long position, String chain, List<Item> items, Tactics tactics) {

    /**
     * @param digest the sum modulo 2^256 of SHA-256({@code type + "\n" + value}) over the live indicators, 64 hex
     */
    @Schema(name = "ManifestItem")
    public record Item(String type, long count, String digest) {}

    /**
     * @param digest the sum modulo 2^256 of SHA-256({@code "tactic\n" + id}) over the live tactics, 64 hex
     */
    @Schema(name = "ManifestTactics")
    public record Tactics(long count, String digest) {}

    /** Of what is live, of every kind. */
    @JsonIgnore
    long count() {
        return items.stream().mapToLong(Item::count).sum() + tactics.count;
    }
}
