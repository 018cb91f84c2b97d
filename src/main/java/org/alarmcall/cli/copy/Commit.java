package org.alarmcall.cli.copy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The line that ends a batch in the log: what the copy is from here on. Lines behind the last whole commit do not count.
 *
 * @param chain the feed's running hash at the position
 * @param count live subjects
 * @param digest of the live indicators
 */
record Commit(long position, String chain, long count, String digest) {

    static final String START = "{\"commit\":";

    private static final byte[] START_BYTES = START.getBytes(StandardCharsets.US_ASCII);
    private static final int END_BYTES = end(0).length;
    private static final ObjectMapper JSON = new ObjectMapper();

    static boolean isCommit(byte[] line, int start, int length) {
        return length >= START_BYTES.length
                && Arrays.equals(line, start, start + START_BYTES.length, START_BYTES, 0, START_BYTES.length);
    }

    /** The line without its end, which is the checksum over this and the batch. */
    byte[] begin() {
        return String.format(
                        "%s{\"position\":%d,\"chain\":\"%s\",\"count\":%d,\"digest\":\"%s\"",
                        START, position, chain, count, digest)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** @param crc CRC-32C of all bytes since the commit before, up to here */
    static byte[] end(long crc) {
        return String.format(",\"crc\":\"%08x\"}}", crc).getBytes(StandardCharsets.US_ASCII);
    }

    /** Empty when the line is damaged or does not belong to the bytes before it, over which the checksum has run. */
    static Optional<Commit> parse(byte[] line, int start, int length, CRC32C crc) {
        if (length < END_BYTES) {
            return Optional.empty();
        }
        int endStart = start + length - END_BYTES;
        crc.update(line, start, length - END_BYTES);
        if (!Arrays.equals(line, endStart, start + length, end(crc.getValue()), 0, END_BYTES)) {
            return Optional.empty();
        }
        try {
            JsonNode commit = JSON.readTree(line, start, length).path("commit");
            return Optional.of(new Commit(
                    commit.path("position").asLong(),
                    commit.path("chain").asText(),
                    commit.path("count").asLong(),
                    commit.path("digest").asText()));
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }
}
