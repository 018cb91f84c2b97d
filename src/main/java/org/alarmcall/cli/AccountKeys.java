package org.alarmcall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.alarmcall.cli.hashing.LineHasher.AccountKey;
import org.alarmcall.fingerprint.AccountIdentifier;

/** The coalition's keys for accounts. They are kept in memory only. */
final class AccountKeys {

    private AccountKeys() {}

    /** @param all also those before the current one, which what was reported in their time stands under */
    static List<AccountKey> fetch(Server server, boolean all) {
        JsonNode answer = server.json(Call.get("/account-keys", "application/json"));
        List<AccountKey> keys = new ArrayList<>();
        for (JsonNode item : answer.path("items")) {
            if (all || item.path("current").asBoolean()) {
                keys.add(new AccountKey(item.path("version").asInt(), bytes(item)));
            }
        }
        if (keys.isEmpty()) {
            throw Failure.server("The server has no key for accounts.");
        }
        return keys;
    }

    private static byte[] bytes(JsonNode item) {
        try {
            byte[] key = Base64.getDecoder().decode(item.path("key").asText(""));
            if (key.length >= AccountIdentifier.MIN_KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException notBase64) {
            throw Failure.server("The server sent a key for accounts that is not Base64.");
        }
        throw Failure.server("The server sent a key for accounts that is too short.");
    }
}
