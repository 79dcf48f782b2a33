package com.quiltdata.mcp.config;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** A range of IP addresses in CIDR notation, such as {@code 192.0.2.0/24}, or a single address. */
public final class Cidr {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/(\\d{1,3}))?");

    private final int bits;
    private final int hostBits;
    private final BigInteger network;

    private Cidr(byte[] address, int prefix) {
        this.bits = address.length * Byte.SIZE;
        this.hostBits = bits - prefix;
        this.network = new BigInteger(1, address).shiftRight(hostBits);
    }

    /**
     * Parses a range.
     *
     * @throws IllegalArgumentException if the text is not a valid range
     */
    public static Cidr of(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("not a CIDR");
        }
        var address = InetAddress.ofLiteral(match.group(1)).getAddress();
        var bits = address.length * Byte.SIZE;
        var prefix = match.group(2) == null ? bits : Integer.parseInt(match.group(2));
        if (prefix > bits) {
            throw new IllegalArgumentException("a prefix has at most " + bits + " bits");
        }
        return new Cidr(address, prefix);
    }

    /** Returns whether the address is in the range. */
    public boolean contains(InetAddress address) {
        var bytes = address.getAddress();
        return bytes.length * Byte.SIZE == bits
                && new BigInteger(1, bytes).shiftRight(hostBits).equals(network);
    }
}
