package com.quiltdata.mcp.config;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Limits on requests that are receiving their bodies, and how client addresses are determined. */
public record ArrivalsSection(
        @Setting("${QUILT_MCP_ARRIVALS:-1536}") @Min(1) int requests,

        @Setting("${QUILT_MCP_UNACCEPTED_ARRIVALS:-1024}") @Min(1)
        int unacceptedRequests,

        @Setting("${QUILT_MCP_TRUSTED_HOPS:-auto}") @NotNull String trustedHops,
        @Setting("${QUILT_MCP_SHARED_ADDRESSES}") @Nullable String sharedAddresses) {
    static final String AUTO = "auto";

    /** Returns the number of trusted proxies, or {@code auto} if the configuration says so. */
    public int hops(int auto) {
        return trustedHops.equalsIgnoreCase(AUTO) ? auto : Integer.parseInt(trustedHops);
    }

    /** Returns the test for addresses that many people share. */
    public Predicate<InetAddress> shared() {
        var ranges = ranges(sharedAddresses);
        return address -> ranges.stream().anyMatch(range -> range.contains(address));
    }

    static List<Cidr> ranges(@Nullable String commaSeparated) {
        return SettingParser.list(commaSeparated).stream().map(Cidr::of).toList();
    }
}
