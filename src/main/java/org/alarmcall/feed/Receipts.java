package org.alarmcall.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.alarmcall.feed.ReceiptRepository.Withdrawn;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.member.Scope;
import org.alarmcall.platform.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * For each withdrawal, which member is past it and which is not. Staff see all members, everybody else its own. How it is
 * known stands in {@link Holding} and {@link Moves}.
 */
@Singleton
public class Receipts {

    /** Withdrawals that one request looks at, of one member's receipts and of all members'. */
    static final int SCANNED_OF_ONE = 10_000;

    static final int SCANNED_OF_ALL = 1_000;

    private final ReceiptRepository repository;
    private final Members members;
    private final FeedConfig config;
    private final Clock clock;
    private final ObjectMapper json;

    Receipts(ReceiptRepository repository, Members members, FeedConfig config, Clock clock, ObjectMapper json) {
        this.repository = repository;
        this.members = members;
        this.config = config;
        this.clock = clock;
        this.json = json;
    }

    /** A withdrawal with the receipts of members, by their number. */
    private record Receipted(Withdrawn withdrawn, SortedMap<Integer, Receipt> receipts) {

        long position() {
            return withdrawn.withdrawal().position();
        }

        boolean isIn(Receipt.@Nullable State state) {
            return state == null || receipts.values().stream().anyMatch(receipt -> receipt.state() == state);
        }
    }

    /**
     * A page, newest first.
     *
     * @param state only withdrawals with such a receipt; null for all
     * @param since not before; null for as far back as receipts are kept
     */
    public WithdrawalViews.WithdrawalsView list(
            Caller caller,
            CollectionRef collection,
            Receipt.@Nullable State state,
            @Nullable Instant since,
            @Nullable String cursor,
            int limit) {
        boolean all = seesAll(caller);
        int scanned = scanned(all);
        Instant now = clock.instant();
        Instant kept = now.minus(config.receiptsKept());
        int count = state == null ? limit + 1 : Math.max(limit + 1, scanned);
        List<Receipted> looked = newest(
                caller,
                collection,
                all,
                Cursor.number(cursor, Long.MAX_VALUE),
                since == null || since.isBefore(kept) ? kept : since,
                count,
                now,
                false);
        List<Receipted> matching =
                looked.stream().filter(receipted -> receipted.isIn(state)).toList();
        List<Receipted> shown = matching.subList(0, Math.min(limit, matching.size()));
        String next = null;
        if (matching.size() > limit) {
            next = Cursor.of(Long.toString(shown.get(limit - 1).position()));
        } else if (looked.size() == count) {
            next = Cursor.of(Long.toString(looked.get(count - 1).position()));
        }
        Map<Long, String> entries = repository.entries(
                caller, collection.id(), shown.stream().map(Receipted::position).toList());
        return new WithdrawalViews.WithdrawalsView(
                shown.stream()
                        .map(receipted -> view(caller, all, receipted, entries.get(receipted.position())))
                        .toList(),
                next,
                cursor == null ? timeToPurge(caller, collection, all, scanned, now) : null);
    }

    /** Of the withdrawals of the last days: of all members for staff, else of the caller's. */
    public TimeToPurge timeToPurge(Caller caller, CollectionRef collection) {
        boolean all = seesAll(caller);
        return timeToPurge(caller, collection, all, scanned(all), clock.instant());
    }

    /**
     * How many withdrawals each member is late with, of the newest ones of each collection, by the member's slug; who is
     * not late is left out. For staff.
     */
    public Map<String, Integer> late(Caller caller) {
        Instant now = clock.instant();
        Instant kept = now.minus(config.receiptsKept());
        Map<String, Integer> late = new HashMap<>();
        for (CollectionRef collection : members.collections(caller)) {
            newest(caller, collection, true, Long.MAX_VALUE, kept, SCANNED_OF_ALL, now, true).stream()
                    .flatMap(receipted -> receipted.receipts().entrySet().stream())
                    .filter(receipt -> receipt.getValue().state() == Receipt.State.LATE)
                    .forEach(receipt ->
                            late.merge(members.member(caller, receipt.getKey()).slug(), 1, Integer::sum));
        }
        return late;
    }

    private static boolean seesAll(Caller caller) {
        return caller.coalition() && caller.has(Scope.REVIEW);
    }

    private static int scanned(boolean all) {
        return all ? SCANNED_OF_ALL : SCANNED_OF_ONE;
    }

    private TimeToPurge timeToPurge(Caller caller, CollectionRef collection, boolean all, int count, Instant now) {
        return TimeToPurge.of(
                newest(caller, collection, all, Long.MAX_VALUE, now.minus(config.purgeWindow()), count, now, false)
                        .stream()
                        .flatMap(receipted -> receipted.receipts().values().stream())
                        .filter(receipt -> receipt.state() == Receipt.State.PASSED)
                        .map(Receipt::waited)
                        .toList());
    }

    private List<Receipted> newest(
            Caller caller,
            CollectionRef collection,
            boolean all,
            long before,
            Instant since,
            int count,
            Instant now,
            boolean waited) {
        var readers = members.readers(caller, collection);
        Duration lateAfter = config.lateAfter();
        List<Receipted> receipted = new ArrayList<>();
        for (Withdrawn withdrawn : repository.newest(
                caller, collection.id(), all ? null : caller.memberId(), before, since, count, waited)) {
            SortedMap<Integer, Receipt> receipts = new TreeMap<>();
            withdrawn.holdings().stream()
                    .collect(Collectors.groupingBy(Holding::memberId))
                    .forEach((member, holdings) -> {
                        Receipt receipt = Receipt.of(holdings, readers, now, lateAfter);
                        if (receipt != null) {
                            receipts.put(member, receipt);
                        }
                    });
            receipted.add(new Receipted(withdrawn, receipts));
        }
        return receipted;
    }

    private WithdrawalViews.WithdrawalView view(
            Caller caller, boolean all, Receipted receipted, @Nullable String payload) {
        if (payload == null) {
            throw new IllegalStateException("the feed has no entry " + receipted.position());
        }
        JsonNode entry;
        try {
            entry = json.readTree(payload);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the entry " + receipted.position() + " is no JSON", e);
        }
        return all
                ? WithdrawalViews.WithdrawalView.ofAll(
                        entry,
                        receipted.receipts(),
                        member -> members.member(caller, member).slug())
                : WithdrawalViews.WithdrawalView.ofOne(
                        entry, receipted.receipts().get(caller.memberId()));
    }

    /** Deletes the receipts that are older than they are kept. */
    @Singleton
    static class Timer {

        private static final Caller PURGE = Caller.system("receipts");

        private final ReceiptRepository repository;
        private final Members members;
        private final FeedConfig config;
        private final Clock clock;

        Timer(ReceiptRepository repository, Members members, FeedConfig config, Clock clock) {
            this.repository = repository;
            this.members = members;
            this.config = config;
            this.clock = clock;
        }

        @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
        void purge() {
            Instant until = clock.instant().minus(config.receiptsKept());
            for (CollectionRef collection : members.collections(PURGE)) {
                boolean more;
                do {
                    more = repository.purge(PURGE, collection.id(), until);
                } while (more);
            }
        }
    }
}
