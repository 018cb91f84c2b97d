package org.alarmcall.console;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scripts and styles of the pages. Their address has their hash in it: a browser may keep them for ever, and never has an
 * old one. In templates {@code cdi:assets.url('console.css')}.
 */
@Singleton
@Named("assets")
public class Assets {

    /** What there is: name in addresses, and where it is in the program. A web jar's path has its version. */
    private static final Map<String, String> FILES = Map.of(
            "console.css", "console/console.css",
            "console.js", "console/console.js",
            "credentials.js", "console/credentials.js",
            "passkey.js", "console/passkey.js",
            "htmx.js", "META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js");

    private static final int HASH_BYTES = 8;

    private final Map<String, Asset> assets = new HashMap<>();

    record Asset(String hash, String type, byte[] bytes) {}

    Assets() {
        FILES.forEach((name, path) -> assets.put(name, load(name, path)));
    }

    /** The address of a file; a name that is not there is our bug. */
    public String url(String name) {
        Asset asset = assets.get(name);
        if (asset == null) {
            throw new IllegalArgumentException("no asset " + name);
        }
        return AssetPages.PATH + '/' + asset.hash() + '/' + name;
    }

    @Nullable
    Asset find(String hash, String name) {
        Asset asset = assets.get(name);
        return asset == null || !asset.hash().equals(hash) ? null : asset;
    }

    private static Asset load(String name, String path) {
        try (InputStream file = Assets.class.getClassLoader().getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("not in the program: " + path);
            }
            byte[] bytes = file.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new Asset(
                    HexFormat.of().formatHex(Arrays.copyOf(digest, HASH_BYTES)),
                    name.endsWith(".css") ? "text/css" : "application/javascript",
                    bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
