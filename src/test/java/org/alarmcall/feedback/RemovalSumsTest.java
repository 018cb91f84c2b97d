package org.alarmcall.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alarmcall.feedback.RemovalSums.Row;
import org.alarmcall.vocabulary.Labels;
import org.alarmcall.vocabulary.Taxon;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RemovalSumsTest {

    private final UUID elephant = UUID.randomUUID();
    private final UUID tusk = UUID.randomUUID();
    private final UUID pangolin = UUID.randomUUID();
    private final UUID gone = UUID.randomUUID();
    private final Map<UUID, Labels> labels = Map.of(
            elephant, labels("Loxodonta africana", "IVC"),
            tusk, labels("Loxodonta africana", null),
            pangolin, labels("Manis javanica", "SCA"));

    @Test
    void whatThreeMembersRemovedIsSummedUpByTaxonAndByTerm() {
        List<Removal> removals = new ArrayList<>();
        for (int member = 1; member <= 3; member++) {
            removals.add(new Removal(elephant, member, 10));
            removals.add(new Removal(tusk, member, 1));
            removals.add(new Removal(pangolin, member, 100));
            removals.add(new Removal(gone, member, 1_000));
        }
        RemovalSums sums = RemovalSums.of(removals, labels, 3, true);
        assertEquals(List.of(new Row("Manis javanica", 3, 300), new Row("Loxodonta africana", 3, 33)), sums.taxa());
        assertEquals(List.of(new Row("SCA", 3, 300), new Row("IVC", 3, 30)), sums.terms());
    }

    @Test
    void oneMemberWithManyIndicatorsIsStillOne() {
        List<Removal> removals = List.of(
                new Removal(elephant, 1, 10),
                new Removal(tusk, 1, 10),
                new Removal(elephant, 2, 10),
                new Removal(tusk, 2, 10));
        assertEquals(new RemovalSums(List.of(), List.of(), true), RemovalSums.of(removals, labels, 3, true));
    }

    private static Labels labels(String name, @Nullable String term) {
        return new Labels(new Taxon(name, null, List.of(), null), term, null, null, null, null, "ivory", List.of());
    }
}
