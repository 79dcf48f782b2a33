package com.quiltdata.mcp.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PublicAddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::ffff:10.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::a00:1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:a00:1::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void refusesAddressesThatAreNotPublic(String address) throws UnknownHostException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void refusesMappedAddressesThatJavaKeepsAsIpv6() throws UnknownHostException {
        var mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        mapped[12] = 8;
        mapped[13] = mapped[14] = mapped[15] = 8;
        assertThat(PublicAddresses.isPublic(Inet6Address.getByAddress(null, mapped, -1)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.0.1.1",
                "223.255.255.255",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2606:4700::1"
            })
    void acceptsPublicAddresses(String address) throws UnknownHostException {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void refusesANameOfWhichOneAddressIsPrivate() throws UnknownHostException {
        var mixed = addresses(InetAddress.getByName("8.8.8.8"), InetAddress.getByName("10.0.0.1"));
        assertThatThrownBy(() -> mixed.resolve("claude.ai")).isInstanceOf(UnknownHostException.class);
        var both = addresses(InetAddress.getByName("8.8.8.8"), InetAddress.getByName("2606:4700::1"));
        assertThat(both.resolve("claude.ai")).hasSize(2);
        assertThatThrownBy(() -> addresses().resolve("claude.ai")).isInstanceOf(UnknownHostException.class);
    }

    private static PublicAddresses addresses(InetAddress... addresses) {
        return new PublicAddresses(
                new DnsResolver() {
                    @Override
                    public InetAddress[] resolve(String host) {
                        return addresses;
                    }

                    @Override
                    public String resolveCanonicalHostname(String host) {
                        return host;
                    }
                },
                PublicAddresses::isPublic);
    }
}
