package org.alarmcall.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class ClientNetworkTest {

    @Test
    void anIpv4AddressStandsForItself() {
        assertEquals("192.0.2.1", ClientNetwork.of("192.0.2.1"));
        assertEquals("192.0.2.1", ClientNetwork.of("::ffff:192.0.2.1"), "as an IPv6 socket writes it");
    }

    @Test
    void addressesOfOneIpv6SubscriberAreOne() {
        assertEquals(ClientNetwork.of("2001:db8:1:2::1"), ClientNetwork.of("2001:db8:1:2:ffff::9"));
        assertNotEquals(ClientNetwork.of("2001:db8:1:2::1"), ClientNetwork.of("2001:db8:1:3::1"));
    }

    @Test
    void whatIsNoAddressStandsForItself() {
        assertEquals("not:an:address", ClientNetwork.of("not:an:address"));
    }
}
