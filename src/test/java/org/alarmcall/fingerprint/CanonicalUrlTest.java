package org.alarmcall.fingerprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "HTTPS://Example.COM https://example.com/",
                "https://example.com:443/a https://example.com/a",
                "http://example.com:80/a http://example.com/a",
                "http://example.com:443/a http://example.com:443/a",
                "https://example.com.:/a https://example.com/a",
                "https://user:pass@example.com/a https://example.com/a",
                "https://example.com/a#reviews https://example.com/a",
                "https://example.com/a/./b/../c https://example.com/a/c",
                "https://example.com/a/b/.. https://example.com/a/",
                "https://example.com/../../a https://example.com/a",
                "https://example.com/a/%2e%2e/b https://example.com/b",
                "https://example.com//a//b/ https://example.com//a//b/",
                "https://example.com/%7euser/%41%2f%2F https://example.com/~user/A%2F%2F",
                "https://example.com/100% https://example.com/100%25",
                "https://example.com/stra\u00dfe https://example.com/stra%C3%9Fe",
                "https://b\u00fccher.example/ https://xn--bcher-kva.example/",
                "https://example.com/?b=2&a=1&b=1 https://example.com/?a=1&b=2&b=1",
                "https://example.com/?id=7&utm_source=x&UTM_Medium=y&fbclid=z https://example.com/?id=7",
                "https://example.com/?&& https://example.com/",
                "https://example.com? https://example.com/",
                "https://example.com/?q=a+b%20c&r=%26 https://example.com/?q=a+b%20c&r=%26",
                "https://[2001:DB8::1]:8443/ https://[2001:db8::1]:8443/",
                "https://my_shop.example/item https://my_shop.example/item"
            })
    void anAddressHasOneSpelling(String url, String canonical) {
        assertEquals(canonical, CanonicalUrl.of(url).value());
        assertEquals(canonical, CanonicalUrl.of(canonical).value(), "made canonical again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com/a",
                "ftp://example.com/",
                "javascript:alert(1)",
                "https://",
                "https:///a",
                "https://example.com:port/",
                "https://example.com/a b",
                "https://example.com/\u0000",
                "https://exa<mple.com/",
                "https://@/"
            })
    void anythingElseIsRefusedWithAReason(String url) {
        assertTrue(!assertThrows(FingerprintException.class, () -> CanonicalUrl.of(url))
                .reason()
                .isEmpty());
    }

    @Test
    void theHashIsThatOfTheCanonicalAddress() {
        assertEquals(
                HexFormat.of().formatHex(Hashes.sha256("https://example.com/item?id=7")),
                CanonicalUrl.of("https://EXAMPLE.com/item?gclid=1&id=7")
                        .sha256()
                        .canonical());
    }
}
