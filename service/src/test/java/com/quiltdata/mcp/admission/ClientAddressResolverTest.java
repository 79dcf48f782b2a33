package com.quiltdata.mcp.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who a request comes from, by its peer and its {@code X-Forwarded-For} lines. */
final class ClientAddressResolverTest {
    private static ClientAddress of(int hops, String peer, String... lines) {
        return new ClientAddressResolver(hops, _ -> false).of(peer, List.of(lines));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.7         | 203.0.113.9               | 198.51.100.7",
                "10.0.0.7             | 203.0.113.9               | 203.0.113.9",
                "10.0.0.7             | 192.0.2.1, 203.0.113.9    | 203.0.113.9",
                "172.16.0.1           | 203.0.113.9               | 203.0.113.9",
                "172.32.0.1           | 203.0.113.9               | 172.32.0.1",
                "192.168.1.1          | 203.0.113.9               | 203.0.113.9",
                "100.64.0.1           | 203.0.113.9               | 203.0.113.9",
                "100.128.0.1          | 203.0.113.9               | 100.128.0.1",
                "169.254.1.1          | 203.0.113.9               | 203.0.113.9",
                "127.0.0.1            | 203.0.113.9               | 203.0.113.9",
                "::1                  | 203.0.113.9               | 203.0.113.9",
                "fd00::1              | 203.0.113.9               | 203.0.113.9",
                "fe80::1%eth0         | 203.0.113.9               | 203.0.113.9",
                "::ffff:10.0.0.7      | 203.0.113.9               | 203.0.113.9",
                "10.0.0.7             | 203.0.113.9:4711          | 203.0.113.9",
                "10.0.0.7             | [2001:db8::1]:4711        | 2001:db8:0:0:0:0:0:1",
                "10.0.0.7             | [2001:db8::1]             | 2001:db8:0:0:0:0:0:1",
                "10.0.0.7             | ::ffff:203.0.113.9        | 203.0.113.9",
                "10.0.0.7             | 2001:db8::203.0.113.9     | 2001:db8:0:0:0:0:cb00:7109",
                "10.0.0.7             | ٢٠٣.٠.١١٣.٩               | 10.0.0.7",
                "10.0.0.7             | unknown                   | 10.0.0.7",
                "10.0.0.7             | localhost                 | 10.0.0.7",
                "10.0.0.7             | 203.0.113.999             | 10.0.0.7",
                "10.0.0.7             | 203.0.113.9,              | 10.0.0.7",
                "10.0.0.7             | 1.2                       | 10.0.0.7",
                "nonsense             | 203.0.113.9               | 203.0.113.9",
            })
    void usesRightmostEntryBehindNearPeer(String peer, String forwarded, String client) {
        assertThat(of(ClientAddressResolver.AUTO, peer, forwarded).text()).isEqualTo(client);
    }

    @Test
    void joinsSeveralHeaderLines() {
        assertThat(of(ClientAddressResolver.AUTO, "10.0.0.7", "203.0.113.9", "192.0.2.1, 198.51.100.7")
                        .text())
                .isEqualTo("198.51.100.7");
        assertThat(of(2, "10.0.0.7", "203.0.113.9", "198.51.100.7").text()).isEqualTo("203.0.113.9");
    }

    @Test
    void countsTrustedHopsFromTheRight() {
        assertThat(of(0, "10.0.0.7", "203.0.113.9").text()).isEqualTo("10.0.0.7");
        assertThat(of(1, "198.51.100.7", "203.0.113.9").text()).isEqualTo("203.0.113.9");
        assertThat(of(2, "10.0.0.7", "192.0.2.1, 203.0.113.9, 10.1.1.1").text()).isEqualTo("203.0.113.9");
        assertThat(of(3, "10.0.0.7", "203.0.113.9").text()).isEqualTo("10.0.0.7");
    }

    @Test
    void usesPeerWithoutHeader() {
        assertThat(of(ClientAddressResolver.AUTO, "10.0.0.7").text()).isEqualTo("10.0.0.7");
    }

    @Test
    void doesNotGroupIpv4() {
        assertThat(of(ClientAddressResolver.AUTO, "198.51.100.7").network()).isEqualTo("198.51.100.7");
    }

    @Test
    void groupsIpv6ByNetwork() {
        var one = of(ClientAddressResolver.AUTO, "2001:db8:1:2:3::1");
        assertThat(one.network()).isEqualTo("2001:db8:1:2:0:0:0:0/64");
        assertThat(of(ClientAddressResolver.AUTO, "2001:db8:1:2:ffff::9").network())
                .isEqualTo(one.network());
        assertThat(of(ClientAddressResolver.AUTO, "2001:db8:1:3::1").network()).isNotEqualTo(one.network());
    }

    @Test
    void marksSharedAddresses() {
        var addresses =
                new ClientAddressResolver(1, address -> address.getHostAddress().startsWith("203.0.113."));
        assertThat(addresses.of("10.0.0.7", List.of("203.0.113.9")).shared()).isTrue();
        assertThat(addresses.of("10.0.0.7", List.of("203.0.112.9")).shared()).isFalse();
    }
}
