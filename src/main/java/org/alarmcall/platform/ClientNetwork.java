package org.alarmcall.platform;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Base64;

/** Whose requests are counted together where guesses are slowed down. */
public final class ClientNetwork {

    private ClientNetwork() {}

    /** An IPv4 address as it is; of an IPv6 address its /64, since a subscriber has a whole one. */
    public static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(address); // a literal: no look-up
            return parsed instanceof Inet6Address
                    ? Base64.getEncoder().encodeToString(Arrays.copyOf(parsed.getAddress(), 8))
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
