package org.alarmcall.fingerprint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HashesTest {

    @Test
    void oneReadingGivesSeveralHashes() throws IOException {
        byte[] bytes = "The quick brown fox jumps over the lazy dog".getBytes(StandardCharsets.UTF_8);
        MessageDigest md5 = Hashes.md5();
        MessageDigest sha256 = Hashes.sha256();
        Hashes.update(new ByteArrayInputStream(bytes), md5, sha256);
        assertEquals("9e107d9d372bb6826bd81d3542a419d6", HexFormat.of().formatHex(md5.digest()));
        assertArrayEquals(Hashes.sha256(bytes), sha256.digest());
    }
}
