package org.alarmcall.member;

import java.time.Instant;

/** A collection as its administrators see it. */
public record CollectionView(String slug, String title, String description, String tlp, Instant createdAt) {}
