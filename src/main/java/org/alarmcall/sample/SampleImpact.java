package org.alarmcall.sample;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.YearMonth;
import java.util.List;
import java.util.SplittableRandom;

/** Makes up what members found and removed in the last months. In some categories too few members to be shown. */
final class SampleImpact {

    private static final int MONTHS = 6;

    /**
     * One member's numbers in one category.
     *
     * @param member its place among the clients
     * @param scanned listings a month
     * @param matchedPerMillion of the scanned
     */
    private record Share(int member, String category, int scanned, int matchedPerMillion) {}

    private static final List<Share> SHARES = List.of(
            new Share(0, "ivory", 1_200_000, 310),
            new Share(0, "reptiles", 640_000, 150),
            new Share(0, "birds", 410_000, 240),
            new Share(0, "rhino-horn", 90_000, 120),
            new Share(1, "ivory", 5_400_000, 60),
            new Share(1, "reptiles", 2_100_000, 40),
            new Share(1, "birds", 1_900_000, 55),
            new Share(2, "ivory", 800_000, 180),
            new Share(2, "reptiles", 1_500_000, 260),
            new Share(2, "birds", 1_250_000, 310),
            new Share(2, "rhino-horn", 70_000, 90),
            new Share(2, "primates", 300_000, 140),
            new Share(3, "ivory", 220_000, 30),
            new Share(3, "primates", 600_000, 40));

    private final SplittableRandom random = new SplittableRandom(11);
    private final SampleApi api;
    private final ObjectMapper json;

    SampleImpact(SampleApi api, ObjectMapper json) {
        this.api = api;
        this.json = json;
    }

    /** Sent again it changes nothing: the numbers are the same every time. */
    void send(List<SampleClient> clients, YearMonth present) throws InterruptedException {
        for (int ago = MONTHS; ago >= 1; ago--) {
            for (int member = 0; member < clients.size(); member++) {
                ObjectNode body = json.createObjectNode();
                ArrayNode rows = body.putArray("rows");
                for (Share share : SHARES) {
                    if (share.member() == member) {
                        fill(rows.addObject(), share, MONTHS - ago);
                    }
                }
                if (!rows.isEmpty()) {
                    api.call(clients.get(member), "PUT", "/impact/" + present.minusMonths(ago), body);
                }
            }
        }
    }

    /** Each a part of the one before; what shared signals lead to grows. */
    private void fill(ObjectNode row, Share share, int month) {
        long scanned = percent(share.scanned(), 90, 110);
        long matched = scanned * share.matchedPerMillion() / 1_000_000;
        long confirmed = percent(matched, 55, 75);
        long removed = percent(confirmed, 94, 100);
        long appeals = percent(removed, 1, 4);
        row.put("policyCategory", share.category())
                .put("scanned", scanned)
                .put("matched", matched)
                .put("confirmed", confirmed)
                .put("removed", removed)
                .put("removedBeforeView", percent(removed, 60, 85))
                .put("fromSharedSignals", percent(removed, 15 + 5 * month, 20 + 5 * month))
                .put("appeals", appeals)
                .put("appealsUpheld", percent(appeals, 0, 30))
                .put("medianHoursLive", random.nextInt(4, 60) / 2.0);
    }

    private long percent(long whole, int least, int most) {
        return whole * random.nextInt(least, most + 1) / 100;
    }
}
