package org.alarmcall.indicator;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.alarmcall.member.Caller;

/** Confirmations that a test gives. */
@Singleton
class TestConfirmations implements Confirmations {

    final Map<UUID, List<Confirmation>> given = new ConcurrentHashMap<>();

    @Override
    public Map<UUID, List<Confirmation>> of(Caller caller, int collectionId, Collection<UUID> indicators) {
        Map<UUID, List<Confirmation>> found = new HashMap<>(given);
        found.keySet().retainAll(indicators);
        return found;
    }
}
