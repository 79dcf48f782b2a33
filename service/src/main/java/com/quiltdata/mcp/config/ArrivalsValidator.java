package com.quiltdata.mcp.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Checks the variables for arriving requests and client addresses. */
final class ArrivalsValidator {
    private static final String HOPS = "\\d{1,2}";
    private static final int MIN_REQUESTS = 16;
    private static final int MAX_REQUESTS = 100_000;

    private ArrivalsValidator() {}

    /** Returns all faults, one sentence each. */
    static List<String> faults(JsonNode arrivals) {
        var faults = new ArrayList<String>();
        number(arrivals, "requests", "QUILT_MCP_ARRIVALS", faults);
        number(arrivals, "unacceptedRequests", "QUILT_MCP_UNACCEPTED_ARRIVALS", faults);
        below(arrivals, faults);
        var hops = arrivals.path("trustedHops").asText("");
        if (!hops.isBlank() && !hops.equalsIgnoreCase(ArrivalsSection.AUTO) && !hops.matches(HOPS)) {
            faults.add("QUILT_MCP_TRUSTED_HOPS must be auto or a number from 0 to 99, not '%s'"
                    .formatted(ConfigurationValidator.shown(hops)));
        }
        try {
            ArrivalsSection.ranges(arrivals.path("sharedAddresses").asText(""));
        } catch (IllegalArgumentException e) {
            faults.add("QUILT_MCP_SHARED_ADDRESSES must be comma-separated addresses or CIDRs such as 192.0.2.0/24");
        }
        return faults;
    }

    /** Checks that some places are left for accepted callers only; otherwise unaccepted ones could take all. */
    private static void below(JsonNode arrivals, List<String> faults) {
        var all = arrivals.path("requests").asInt(Integer.MAX_VALUE);
        var unaccepted = arrivals.path("unacceptedRequests").asInt();
        if (faults.isEmpty() && unaccepted >= all) {
            faults.add("QUILT_MCP_UNACCEPTED_ARRIVALS must be below QUILT_MCP_ARRIVALS (%d), not %d"
                    .formatted(all, unaccepted));
        }
    }

    private static void number(JsonNode arrivals, String key, String variable, List<String> faults) {
        var value = arrivals.path(key).asText("");
        if (!value.isBlank()
                && !(value.matches("\\d{1,6}")
                        && Integer.parseInt(value) >= MIN_REQUESTS
                        && Integer.parseInt(value) <= MAX_REQUESTS)) {
            faults.add("%s must be a number of requests from %d to %d, not '%s'"
                    .formatted(variable, MIN_REQUESTS, MAX_REQUESTS, ConfigurationValidator.shown(value)));
        }
    }
}
