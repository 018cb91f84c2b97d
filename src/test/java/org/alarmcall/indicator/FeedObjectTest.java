package org.alarmcall.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.UUID;
import org.alarmcall.feed.Tier;
import org.alarmcall.fingerprint.Fingerprint;
import org.alarmcall.fingerprint.FingerprintType;
import org.junit.jupiter.api.Test;

class FeedObjectTest {

    private static final UUID ID = UUID.fromString("5d3b36b8-9a0f-4c1c-8f3e-5a9f5a0b7d10");
    private static final Fingerprint MD5 =
            Fingerprint.parse(FingerprintType.IMAGE_MD5, "00112233445566778899AABBCCDDEEFF");

    @Test
    void hasTheKeysOfTheContractInTheirOrderAndTheDayOfTheFirstReportOnly() {
        assertEquals(
                "{\"id\":\"5d3b36b8-9a0f-4c1c-8f3e-5a9f5a0b7d10\",\"type\":\"image_md5\","
                        + "\"value\":\"00112233445566778899aabbccddeeff\",\"tier\":\"reviewed\","
                        + "\"labels\":{\"policyCategory\":\"ivory\"},\"reporters\":10,\"cluster\":null,"
                        + "\"firstReported\":\"2026-11-20T00:00:00Z\",\"expires\":\"2027-01-04T00:00:00Z\",\"tlp\":\"AMBER\"}",
                FeedObject.upsert(
                        ID,
                        MD5,
                        Tier.REVIEWED,
                        "{\"policyCategory\":\"ivory\"}",
                        17,
                        null,
                        Instant.parse("2026-11-20T09:30:00Z"),
                        Instant.parse("2027-01-04T00:00:00Z"),
                        "AMBER"));
    }

    @Test
    void namesTheFamilyThatItIsIn() {
        UUID family = UUID.fromString("0c5a4f0e-53a2-4a55-8f9c-4f4a5b1d2e3f");
        String object =
                FeedObject.upsert(ID, MD5, Tier.REVIEWED, "{}", 1, family, Instant.EPOCH, Instant.EPOCH, "AMBER");
        assertTrue(object.contains("\"cluster\":\"" + family + "\","), object);
    }

    @Test
    void isShortInAWithdrawal() {
        assertEquals(
                "{\"id\":\"5d3b36b8-9a0f-4c1c-8f3e-5a9f5a0b7d10\",\"type\":\"image_md5\","
                        + "\"value\":\"00112233445566778899aabbccddeeff\"}",
                FeedObject.reference(ID, MD5));
    }
}
