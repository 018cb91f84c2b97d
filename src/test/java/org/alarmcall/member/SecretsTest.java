package org.alarmcall.member;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SecretsTest {

    @Test
    void aSecretMatchesItsHashAndNoOtherDoes() {
        String secret = Secrets.generate();
        byte[] hash = Secrets.hash(secret);
        assertTrue(Secrets.matches(secret, hash));
        assertFalse(Secrets.matches(secret + "x", hash));
        assertFalse(Secrets.matches("", hash));
    }

    @Test
    void nobodysSecretMatches() {
        assertFalse(Secrets.matches("", null));
        assertFalse(Secrets.matches(Secrets.generate(), null));
    }

    @Test
    void aSecretCanBeFoundByScannersAndIsNeverTheSame() {
        String secret = Secrets.generate();
        assertTrue(secret.matches("alarmcall_[A-Za-z0-9_-]{43}"), secret);
        assertNotEquals(secret, Secrets.generate());
    }
}
