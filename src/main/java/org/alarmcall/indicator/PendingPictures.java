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
 * Finds pending listings whose pictures are near to others, for staff. Keeps the hashes of all pictures that wait in
 * memory, some seconds old: who uses an answer asks whether the listing still waits. New ones are read in the background,
 * so that nobody waits for it but the first.
 */
@Singleton
class PendingPictures {

    private static final Logger LOG = Logger.getLogger(PendingPictures.class);
    private static final Caller SYSTEM = Caller.system("queue");
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration USABLE = Duration.ofMinutes(1);

    private final PictureRows rows;
    private final Map<Integer, Slot> slots = new ConcurrentHashMap<>();

    PendingPictures(PictureRows rows) {
        this.rows = rows;
    }

    private static final class Slot {
        private final AtomicBoolean reading = new AtomicBoolean();
        private volatile @Nullable PictureSet pictures;
        private volatile long readAt;

        boolean isYounger(Duration age) {
            return pictures != null && System.nanoTime() - readAt < age.toNanos();
        }
    }

    /**
     * Listings with a picture within {@link LookAlikes#NEAR} bits of one of these, and their least distance; of many about
     * {@code most}, the nearest.
     */
    Map<UUID, Integer> near(int collectionId, Collection<Fingerprint> pictures, int most) {
        return of(collectionId).near(pictures, LookAlikes.NEAR, most);
    }

    private PictureSet of(int collectionId) {
        Slot slot = slots.computeIfAbsent(collectionId, id -> new Slot());
        PictureSet pictures = slot.pictures;
        if (pictures == null || !slot.isYounger(USABLE)) {
            return readOnce(collectionId, slot);
        }
        if (!slot.isYounger(FRESH) && slot.reading.compareAndSet(false, true)) {
            Infrastructure.getDefaultWorkerPool().execute(() -> readAhead(collectionId, slot));
        }
        return pictures;
    }

    private void readAhead(int collectionId, Slot slot) {
        try {
            read(collectionId, slot);
        } catch (RuntimeException e) {
            LOG.warnf(e, "The pictures that wait in the collection number %d could not be read anew", collectionId);
        } finally {
            slot.reading.set(false);
        }
    }

    private PictureSet readOnce(int collectionId, Slot slot) {
        synchronized (slot) {
            PictureSet pictures = slot.pictures;
            return pictures != null && slot.isYounger(USABLE) ? pictures : read(collectionId, slot);
        }
    }

    private PictureSet read(int collectionId, Slot slot) {
        long began = System.nanoTime();
        PictureSet pictures = rows.pending(SYSTEM, collectionId);
        slot.pictures = pictures;
        slot.readAt = began;
        return pictures;
    }
}
