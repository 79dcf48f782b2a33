package com.quiltdata.mcp.admission;

import com.google.common.base.CharMatcher;
import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Resolver of client addresses: the peer, or the {@code X-Forwarded-For} entry written by a trusted proxy.
 *
 * @param hops number of trusted proxies, or {@link #AUTO}
 */
public record ClientAddressResolver(int hops, Predicate<InetAddress> shared) {
    /** Trusts one proxy if the peer has a private or loopback address, otherwise none. */
    public static final int AUTO = -1;

    /** The characters of most addresses, which need no pattern: patterns take a fiftieth of a call's processor time. */
    private static final CharMatcher PLAIN =
            CharMatcher.anyOf("0123456789abcdefABCDEF.:").precomputed();

    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3})(?::\\d{1,5})?");
    private static final Pattern IPV6 =
            Pattern.compile("\\[?(?=[^]]*:)([0-9A-Fa-f:.]{2,45})(?:%[^]]*)?(?:](?::\\d{1,5})?)?");
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int IPV6_NETWORK_BYTES = 8;

    /** Returns the address of a client, from the peer and the {@code X-Forwarded-For} lines in order. */
    public ClientAddress of(String peer, List<String> forwarded) {
        var address = parse(peer);
        var trusted = hops == AUTO ? (address == null || isNear(address) ? 1 : 0) : hops;
        var client = trusted == 0 ? null : entry(forwarded, trusted);
        var resolved = client == null ? address : client;
        return resolved == null
                ? new ClientAddress("-", "-", false)
                : new ClientAddress(resolved.getHostAddress(), network(resolved), shared.test(resolved));
    }

    /** Returns the entry at this position from the right; null if there is none or it is not an address. */
    private static @Nullable InetAddress entry(List<String> forwarded, int fromRight) {
        var end = forwarded.size();
        var entries = end == 0 ? new String[0] : String.join(",", forwarded).split(",", -1);
        return entries.length < fromRight ? null : parse(entries[entries.length - fromRight].strip());
    }

    /** Parses an address literal, with or without port, brackets and zone. Never resolves a name. */
    private static @Nullable InetAddress parse(String text) {
        if (PLAIN.matchesAllOf(text) && InetAddresses.isInetAddress(text)) {
            return InetAddresses.forString(text);
        }
        var match = IPV4.matcher(text);
        if (!match.matches()) {
            match = IPV6.matcher(text);
        }
        try {
            return match.matches() ? InetAddress.ofLiteral(match.group(1)) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Returns whether our proxies may have this address: loopback, private, shared (RFC 6598) or link-local. */
    private static boolean isNear(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || (address instanceof Inet4Address
                        && (address.isSiteLocalAddress() || isSharedSpace(address.getAddress())))
                || (address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC);
    }

    /** Returns whether an IPv4 address is in 100.64.0.0/10. */
    private static boolean isSharedSpace(byte[] bytes) {
        return bytes[0] == 100 && (bytes[1] & 0xC0) == 0x40;
    }

    private static String network(InetAddress address) {
        var bytes = address.getAddress();
        if (bytes.length == IPV4_BYTES) {
            return address.getHostAddress();
        }
        try {
            var first = Arrays.copyOf(Arrays.copyOf(bytes, IPV6_NETWORK_BYTES), IPV6_BYTES);
            return InetAddress.getByAddress(first).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen bytes are an address", e);
        }
    }
}
