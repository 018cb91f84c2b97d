package org.alarmcall.fingerprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountIdentifierTest {

    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @CsvSource({
        "Seller@Example.COM, email:seller@example.com",
        "' seller+ads@example.com', email:seller+ads@example.com",
        "Jane.Doe+ads@GoogleMail.com, email:janedoe@gmail.com",
        "janedoe@gmail.com, email:janedoe@gmail.com",
        "info@b\u00fccher.example, email:info@xn--bcher-kva.example",
        "\uff33eller@example.com, email:seller@example.com"
    })
    void anEMailAddressHasOneSpelling(String address, String message) {
        assertEquals(message, AccountIdentifier.email(address).message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "seller", "@example.com", "seller@", "seller@localhost", "a b@example.com", "a@b@", "a@.com"
            })
    void whatIsNoEMailAddressIsRefused(String address) {
        assertThrows(FingerprintException.class, () -> AccountIdentifier.email(address));
    }

    @ParameterizedTest
    @CsvSource({
        "+39 06 1234 5678, , phone:+390612345678",
        "06 1234 5678, IT, phone:+390612345678",
        "(202) 555-0143, US, phone:+12025550143",
        "+1-202-555-0143, IT, phone:+12025550143",
        "00 33 6 12 34 56 78, FR, phone:+33612345678",
        "\uff0b\uff13\uff13 612345678, , phone:+33612345678"
    })
    void aTelephoneNumberIsInE164(String number, String region, String message) {
        assertEquals(message, AccountIdentifier.phone(number, region).message());
    }

    @Test
    void aTelephoneNumberWithoutItsCountryIsRefused() {
        assertEquals(
                "a telephone number without + and country code needs the region it is dialled in",
                refused(() -> AccountIdentifier.phone("06 1234 5678", null)));
        assertEquals("this is no telephone number", refused(() -> AccountIdentifier.phone("call me", "IT")));
        assertEquals(
                "the telephone number is too short or too long for its country",
                refused(() -> AccountIdentifier.phone("+1 202", null)));
    }

    @ParameterizedTest
    @CsvSource({
        "Market.Example, @IvoryKing, handle:market.example:ivoryking",
        "market.example, \uff29voryKing, handle:market.example:ivoryking"
    })
    void aHandleBelongsToItsPlatform(String platform, String handle, String message) {
        assertEquals(message, AccountIdentifier.handle(platform, handle).message());
    }

    @Test
    void whatIsNoHandleIsRefused() {
        assertThrows(FingerprintException.class, () -> AccountIdentifier.handle("market.example", "@"));
        assertThrows(FingerprintException.class, () -> AccountIdentifier.handle("market.example", "two words"));
        assertThrows(FingerprintException.class, () -> AccountIdentifier.handle("a:b", "seller"));
    }

    @Test
    void theHashDependsOnTheKeyAndOnTheKind() {
        Fingerprint hash = AccountIdentifier.email("seller@example.com").hmac(KEY);
        assertEquals("9a1715b828c4bd9ce6d4049295d974d4c16fd3febd209de1ce583b305ceac61b", hash.canonical());
        byte[] other = KEY.clone();
        other[0]++;
        assertNotEquals(hash, AccountIdentifier.email("seller@example.com").hmac(other));
        assertNotEquals(
                hash, AccountIdentifier.handle("email", "seller@example.com").hmac(KEY));
        assertThrows(
                IllegalArgumentException.class,
                () -> AccountIdentifier.email("seller@example.com").hmac(new byte[31]));
    }

    @Test
    void anIdentifierIsNotWrittenToALog() {
        AccountIdentifier account = AccountIdentifier.email("seller@example.com");
        assertTrue(account.toString().startsWith("email:"));
        assertFalse(account.toString().contains("seller"));
    }

    private static String refused(Runnable call) {
        return assertThrows(FingerprintException.class, call::run).reason();
    }
}
