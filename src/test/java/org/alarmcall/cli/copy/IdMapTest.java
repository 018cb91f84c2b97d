package org.alarmcall.cli.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdMapTest {

    @Test
    void holds_what_a_hash_map_holds_after_many_puts_and_removals() {
        Random random = new Random(7);
        IdMap map = new IdMap();
        Map<UUID, Long> expected = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            UUID id = new UUID(random.nextInt(3), random.nextInt(5_000));
            if (random.nextInt(3) == 0) {
                Long before = expected.remove(id);
                assertEquals(before == null ? IdMap.NONE : before, map.remove(id));
            } else {
                Long before = expected.put(id, (long) i);
                assertEquals(before == null ? IdMap.NONE : before, map.put(id, i));
            }
        }
        assertEquals(expected.size(), map.size());
        expected.forEach((id, value) -> assertEquals(value, map.get(id)));
        Set<Long> values = new HashSet<>();
        map.forEach(values::add);
        assertEquals(new HashSet<>(expected.values()), values);
    }
}
