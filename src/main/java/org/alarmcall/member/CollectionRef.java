package org.alarmcall.member;

/**
 * A collection as the caller may see it.
 *
 * @param id the internal number, first in every key of shared data; never sent
 * @param tlp Traffic Light Protocol 2.0 label that entries carry, for example {@code AMBER}
 * @param access what the caller's member may do here
 */
public record CollectionRef(int id, String slug, String title, String tlp, Access access) {}
