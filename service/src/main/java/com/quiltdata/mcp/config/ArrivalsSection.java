package com.quiltdata.mcp.config;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How many requests may be receiving their bodies, and how the address of a client is found. */
public record ArrivalsSection(
        @Min(1) int requests,
        @Min(1) int unacceptedRequests,
        @NotNull String trustedHops,
        @Nullable String sharedAddresses) {
    static final String AUTO = "auto";

    /** The number of trusted proxies, or this for {@code auto}. */
    public int hops(int auto) {
        return trustedHops.equalsIgnoreCase(AUTO) ? auto : Integer.parseInt(trustedHops);
    }

    /** Returns whether many people are behind an address. */
    public Predicate<InetAddress> shared() {
        var ranges = ranges(sharedAddresses);
        return address -> ranges.stream().anyMatch(range -> range.contains(address));
    }

    static List<Cidr> ranges(@Nullable String commaSeparated) {
        return commaSeparated == null
                ? List.of()
                : Arrays.stream(commaSeparated.split(",", -1))
                        .map(String::strip)
                        .filter(range -> !range.isEmpty())
                        .map(Cidr::of)
                        .toList();
    }
}
