package org.alarmcall.indicator;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.member.Caller;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds pending listings whose pictures or texts are near to others, for staff. Keeps the hashes of all that wait in
 * memory, some seconds old: who uses an answer asks whether the listing still waits. New ones are read in the background,
 * so that nobody waits for it but the first.
 */
@Singleton
class PendingListings {

    private static final Logger LOG = Logger.getLogger(PendingListings.class);
    private static final Caller SYSTEM = Caller.system("queue");
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration USABLE = Duration.ofMinutes(1);

    private final PendingRows rows;
    private final Map<Integer, Slot> slots = new ConcurrentHashMap<>();

    PendingListings(PendingRows rows) {
        this.rows = rows;
    }

    private static final class Slot {
        private final AtomicBoolean reading = new AtomicBoolean();
        private volatile @Nullable PendingCodes codes;
        private volatile long readAt;

        boolean isYounger(Duration age) {
            return codes != null && System.nanoTime() - readAt < age.toNanos();
        }
    }

    /**
     * Listings with a picture or a text near to one of these, and their least distance; of many about {@code most}, the
     * nearest.
     */
    Map<UUID, Integer> near(int collectionId, Collection<Fingerprint> values, int most) {
        return of(collectionId).near(values, most);
    }

    private PendingCodes of(int collectionId) {
        Slot slot = slots.computeIfAbsent(collectionId, id -> new Slot());
        PendingCodes codes = slot.codes;
        if (codes == null || !slot.isYounger(USABLE)) {
            return readOnce(collectionId, slot);
        }
        if (!slot.isYounger(FRESH) && slot.reading.compareAndSet(false, true)) {
            Infrastructure.getDefaultWorkerPool().execute(() -> readAhead(collectionId, slot));
        }
        return codes;
    }

    private void readAhead(int collectionId, Slot slot) {
        try {
            read(collectionId, slot);
        } catch (RuntimeException e) {
            LOG.warnf(e, "What waits in the collection number %d could not be read anew", collectionId);
        } finally {
            slot.reading.set(false);
        }
    }

    private PendingCodes readOnce(int collectionId, Slot slot) {
        synchronized (slot) {
            PendingCodes codes = slot.codes;
            return codes != null && slot.isYounger(USABLE) ? codes : read(collectionId, slot);
        }
    }

    private PendingCodes read(int collectionId, Slot slot) {
        long began = System.nanoTime();
        PendingCodes codes = rows.pending(SYSTEM, collectionId);
        slot.codes = codes;
        slot.readAt = began;
        return codes;
    }
}
