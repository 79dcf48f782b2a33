package com.quiltdata.mcp.signin;

import com.quiltdata.mcp.config.Cidr;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolver of host names that returns only public addresses, so that the addresses that are checked are those connected
 * to, also if a name resolves to others later.
 */
record PublicAddresses(DnsResolver names, Predicate<InetAddress> permitted) implements DnsResolver {
    /** IANA's IPv4 special-purpose registry, multicast and the reserved block. */
    private static final List<Cidr> SPECIAL_V4 = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** The only IPv6 network of public hosts: mapped, NAT64, link-local, unique local and multicast lie outside it. */
    private static final Cidr GLOBAL_V6 = Cidr.of("2000::/3");

    /** What IANA's IPv6 special-purpose registry has inside of it, among them Teredo, 6to4 and documentation. */
    private static final List<Cidr> SPECIAL_V6 =
            ranges("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

    private static List<Cidr> ranges(String... cidrs) {
        return Stream.of(cidrs).map(Cidr::of).toList();
    }

    /** Returns the machine's own resolver, restricted to public addresses. */
    static PublicAddresses system() {
        return new PublicAddresses(SystemDefaultDnsResolver.INSTANCE, PublicAddresses::isPublic);
    }

    static boolean isPublic(InetAddress address) {
        return switch (address) {
            case Inet4Address _ -> SPECIAL_V4.stream().noneMatch(it -> it.contains(address));
            case Inet6Address _ ->
                GLOBAL_V6.contains(address) && SPECIAL_V6.stream().noneMatch(it -> it.contains(address));
            default -> false;
        };
    }

    /** Returns the addresses of a host, or throws if one of them is not public. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var addresses = names.resolve(host);
        if (addresses.length == 0 || !Arrays.stream(addresses).allMatch(permitted)) {
            throw new UnknownHostException("not a public address");
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
