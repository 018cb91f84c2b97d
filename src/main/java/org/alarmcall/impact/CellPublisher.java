package org.alarmcall.impact;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alarmcall.impact.CellHistory.Version;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;

/** Publishes the cells that may be. As the system, in the transaction of the change, which holds the month. */
@Singleton
@ActsAs
class CellPublisher {

    private static final int MIN_MEMBERS = 3;
    private static final CellHistory NOTHING = new CellHistory(List.of(), null);

    private final CellRepository cells;
    private final int minMembers;

    CellPublisher(CellRepository cells, ImpactConfig config) {
        this.cells = cells;
        this.minMembers = config.minMembers();
    }

    void refuseTooFew(@Observes StartupEvent event) {
        if (minMembers < MIN_MEMBERS) {
            throw new IllegalStateException("alarmcall.impact.min-members is " + minMembers
                    + ", and of a sum of two each of them knows the other's part: set " + MIN_MEMBERS + " or more");
        }
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void publish(Caller system, YearMonth month, Collection<String> categories) {
        Map<String, CellHistory> histories = cells.histories(system, month, categories);
        Map<String, Version> next = new HashMap<>();
        cells.ledger(system, month, categories).forEach((category, ledger) -> {
            Version version = histories.getOrDefault(category, NOTHING).next(ledger, minMembers);
            if (version != null) {
                next.put(category, version);
            }
        });
        if (!next.isEmpty()) {
            cells.publish(system, month, next);
        }
    }
}
