package org.alarmcall.indicator;

import java.time.Instant;
import java.util.UUID;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Trust;

/**
 * What all chunks of a submission have in common.
 *
 * @param trust of the member now
 * @param lookAlikes the pictures on the collection's allow list
 * @param pulled the furthest position of the feed that the member had been given when the body was there
 * @param now the database's time of the transaction
 */
record Sending(
        UUID submissionId,
        CollectionRef collection,
        BodyFormat format,
        Trust trust,
        PublishingPolicy policy,
        LookAlikes lookAlikes,
        long pulled,
        Instant now) {}
