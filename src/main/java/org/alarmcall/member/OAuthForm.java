package org.alarmcall.member;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to an OAuth endpoint: the form, and the client's credentials from it or from HTTP Basic, never from both.
 *
 * @param parameters without those that have no value (RFC 6749 section 3.2)
 */
record OAuthForm(Map<String, String> parameters, String clientId, String clientSecret) {

    static final int MAX_LENGTH = 32 * 1024;

    private static final String BASIC = "Basic ";
    private static final int MAX_CLIENT_ID = 64;

    static OAuthForm parse(@Nullable String body, @Nullable String authorization) {
        Map<String, String> parameters = parameters(body == null ? "" : body);
        String formId = parameters.get("client_id");
        String formSecret = parameters.get("client_secret");
        if (authorization == null) {
            if (formId == null || formSecret == null) {
                throw OAuthError.invalidClient();
            }
            return checked(parameters, formId, formSecret);
        }
        if (formSecret != null) {
            throw OAuthError.invalidRequest("Send the credentials in the header or in the form, not in both.");
        }
        if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            throw OAuthError.invalidClient();
        }
        String pair = utf8(base64(authorization.substring(BASIC.length()).strip()));
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw OAuthError.invalidClient();
        }
        String id = decode(pair.substring(0, colon));
        if (formId != null && !formId.equals(id)) {
            throw OAuthError.invalidRequest("client_id is not the client of the header.");
        }
        return checked(parameters, id, decode(pair.substring(colon + 1)));
    }

    @Nullable
    String get(String name) {
        return parameters.get(name);
    }

    private static OAuthForm checked(Map<String, String> parameters, String id, String secret) {
        if (id.length() > MAX_CLIENT_ID || secret.length() > Secrets.MAX_LENGTH) {
            throw OAuthError.invalidClient();
        }
        return new OAuthForm(parameters, id, secret);
    }

    private static Map<String, String> parameters(String body) {
        if (body.length() > MAX_LENGTH) {
            throw OAuthError.invalidRequest("The form is longer than " + MAX_LENGTH + " characters.");
        }
        Map<String, String> parameters = new HashMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (!value.isEmpty() && parameters.put(name, value) != null) {
                throw OAuthError.invalidRequest("A parameter stands there twice.");
            }
        }
        return Map.copyOf(parameters);
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw OAuthError.invalidRequest("A percent-encoding is broken.");
        }
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw OAuthError.invalidClient();
        }
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw OAuthError.invalidClient();
        }
    }
}
