package org.alarmcall.fingerprint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigestTest {

    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    @Test
    void sumsAsBigIntegersDoModulo2To256() {
        Random random = new Random(1);
        Digest digest = new Digest();
        BigInteger expected = BigInteger.ZERO;
        for (int step = 0; step < 100_000; step++) {
            byte[] key = key(random);
            BigInteger number = new BigInteger(1, key);
            if (random.nextInt(3) > 0) {
                digest.add(key);
                expected = expected.add(number).mod(MODULUS);
            } else {
                digest.subtract(key);
                expected = expected.subtract(number).mod(MODULUS);
            }
            assertEquals(String.format("%064x", expected), digest.hex());
        }
    }

    @Test
    void doesNotDependOnOrder() {
        Random random = new Random(2);
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            keys.add(key(random));
        }
        Digest one = new Digest();
        keys.forEach(one::add);
        Collections.shuffle(keys, random);
        Digest other = new Digest();
        keys.forEach(other::add);
        assertEquals(one.hex(), other.hex());

        keys.forEach(other::subtract);
        assertEquals("0".repeat(64), other.hex());
    }

    @Test
    void readsWhatItWrites() {
        Digest digest = new Digest().add(key(new Random(3)));
        assertArrayEquals(digest.bytes(), Digest.of(digest.bytes()).bytes());
    }

    @Test
    void takesKeysOf32BytesOnly() {
        assertThrows(IllegalArgumentException.class, () -> new Digest().add(new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> new Digest().subtract(new byte[33]));
        assertThrows(IllegalArgumentException.class, () -> Digest.of(new byte[1]));
    }

    /** Random bytes, and often runs of 00 and ff, where carries go far. */
    private static byte[] key(Random random) {
        byte[] key = new byte[Digest.BYTES];
        random.nextBytes(key);
        if (random.nextBoolean()) {
            int from = random.nextInt(Digest.BYTES);
            Arrays.fill(key, from, from + random.nextInt(Digest.BYTES - from) + 1, (byte) -random.nextInt(2));
        }
        return key;
    }
}
