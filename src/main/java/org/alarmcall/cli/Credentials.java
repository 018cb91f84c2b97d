package org.alarmcall.cli;

import java.net.URI;
import java.util.Locale;

/** Who calls which server. */
record Credentials(URI server, String clientId, String clientSecret) {

    /** The base URL without the slash at its end, so that two spellings of one server are equal. */
    static URI serverOf(String url) {
        URI uri;
        try {
            uri = URI.create(url.strip());
        } catch (IllegalArgumentException e) {
            throw Failure.usage("This is not a URL: " + url);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("https") || scheme.equals("http")) || uri.getHost() == null) {
            throw Failure.usage("The server's URL must begin with https:// (or http:// on this machine): " + url);
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw Failure.usage("The server's URL must be without user, query and fragment: " + url);
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
        return URI.create(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path);
    }

    /** A token or a secret must not cross a network in the clear. */
    static void refuseClearText(URI server, boolean insecureHttp) {
        if ("http".equals(server.getScheme()) && !isLoopback(server.getHost()) && !insecureHttp) {
            throw Failure.usage(
                    "Plain http to " + server.getHost()
                            + " would show the secret to the network. Use https://, or --insecure-http if you know the network.");
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    @Override
    public String toString() {
        return clientId + " at " + server;
    }
}
