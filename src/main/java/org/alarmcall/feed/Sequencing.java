package org.alarmcall.feed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides what readers must learn: compares the present state of subjects with what was last published and gives the
 * next entries, with dense positions, a strictly rising time and the running hash.
 */
final class Sequencing {

    private static final DateTimeFormatter AT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final MessageDigest sha256 = Chain.newSha256();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Rescheduled> rescheduled = new ArrayList<>();
    private final Chain chain;
    private long position;
    private Instant at;

    /**
     * @param position the head
     * @param chain the running hash at the head
     * @param lastAt the time of the entry at the head
     * @param now the present time; microseconds count
     */
    Sequencing(long position, byte[] chain, Instant lastAt, Instant now) {
        this.position = position;
        this.chain = new Chain(chain);
        Instant next = lastAt.plus(1, ChronoUnit.MICROS);
        this.at = now.isAfter(next) ? now.truncatedTo(ChronoUnit.MICROS) : next;
    }

    /** A subject of which nothing new is published, and which is to be looked at again at another time. */
    record Rescheduled(String kind, UUID subject, @Nullable Instant changes) {}

    /** Appends the entries of one batch of touched subjects of a kind; a subject without a state is gone. */
    void add(String kind, Collection<UUID> touched, List<FeedSource.State> states, Map<UUID, Live> live) {
        Map<UUID, FeedSource.State> present = new HashMap<>();
        states.forEach(state -> present.put(state.id(), state));
        for (UUID subject : touched) {
            FeedSource.State state = present.get(subject);
            Live before = live.get(subject);
            if (state == null) {
                if (before != null) {
                    leave(kind, subject, before, "{\"id\":\"" + subject + "\"}", "other");
                }
            } else if (state.upsert() != null && state.tier() != null) {
                publish(kind, state, state.upsert(), state.tier(), before);
            } else if (before != null) {
                leave(kind, subject, before, state.reference(), state.reason());
            }
        }
    }

    private void publish(String kind, FeedSource.State state, String body, Tier tier, @Nullable Live before) {
        byte[] hash = sha256.digest(body.getBytes(StandardCharsets.UTF_8));
        if (before != null && before.tier() == tier && MessageDigest.isEqual(before.bodyHash(), hash)) {
            if (!Objects.equals(before.changes(), state.changes())) {
                rescheduled.add(new Rescheduled(kind, state.id(), state.changes()));
            }
            return;
        }
        int rankBefore = before == null ? 0 : before.tier().rank();
        String head = head("upsert", kind);
        String payload = head + ",\"" + kind + "\":" + body + "}";
        String leave = tier.rank() < rankBefore
                ? head("withdraw", kind) + ",\"reason\":\"tier\",\"" + kind + "\":" + state.reference() + "}"
                : null;
        append(
                kind,
                state.id(),
                state.type(),
                state.lookupValue(),
                tier.rank(),
                rankBefore,
                payload,
                leave,
                state.digestKey(),
                hash,
                state.expires(),
                state.changes());
    }

    private void leave(String kind, UUID subject, Live before, String reference, String reason) {
        String payload = head("withdraw", kind) + ",\"reason\":\"" + reason + "\",\"" + kind + "\":" + reference + "}";
        append(
                kind,
                subject,
                before.type(),
                before.value(),
                0,
                before.tier().rank(),
                payload,
                null,
                before.digestKey(),
                null,
                null,
                null);
    }

    private String head(String op, String kind) {
        return "{\"position\":" + (position + 1) + ",\"op\":\"" + op + "\",\"at\":\"" + AT.format(at) + "\",\"kind\":\""
                + kind + "\"";
    }

    /** The object of an upsert entry, as it stands in the entry's payload. */
    static String object(String kind, String payload) {
        String before = "\"kind\":\"" + kind + "\",\"" + kind + "\":";
        return payload.substring(payload.indexOf(before) + before.length(), payload.length() - 1);
    }

    private void append(
            String kind,
            UUID subject,
            String type,
            byte @Nullable [] value,
            int tier,
            int tierBefore,
            String payload,
            @Nullable String leave,
            byte[] digestKey,
            byte @Nullable [] bodyHash,
            @Nullable Instant expires,
            @Nullable Instant changes) {
        position++;
        entries.add(new Entry(
                position,
                at,
                kind,
                subject,
                type,
                value,
                tier,
                tierBefore,
                payload,
                leave,
                chain.append(payload),
                digestKey,
                bodyHash,
                expires,
                changes));
        at = at.plus(1, ChronoUnit.MICROS);
    }

    List<Entry> entries() {
        return entries;
    }

    List<Rescheduled> rescheduled() {
        return rescheduled;
    }

    long position() {
        return position;
    }

    byte[] chain() {
        return chain.value();
    }
}
