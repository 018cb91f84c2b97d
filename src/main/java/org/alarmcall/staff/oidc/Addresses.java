package org.alarmcall.staff.oidc;

import java.net.URI;
import java.util.Set;

/** Which addresses of a provider may be talked to. */
final class Addresses {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private Addresses() {}

    /** https, or http on this machine. */
    static boolean isSafe(URI address) {
        String host = address.getHost();
        return host != null
                && ("https".equalsIgnoreCase(address.getScheme())
                        || ("http".equalsIgnoreCase(address.getScheme()) && THIS_MACHINE.contains(host)));
    }
}
