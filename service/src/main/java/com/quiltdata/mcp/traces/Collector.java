package com.quiltdata.mcp.traces;

import java.net.URI;
import java.util.Map;

/**
 * Who collects the traces, and what they get.
 *
 * @param address the base of its OTLP over HTTP; {@code /v1/traces} is below it
 * @param headers of each request to it, which may hold a secret
 * @param service what this server is called there
 * @param share of the traces that begin here; those that a client began are kept or not as it decided
 */
public record Collector(URI address, Map<String, String> headers, String service, double share) {
    public Collector {
        headers = Map.copyOf(headers);
    }

    String traces() {
        return address.toString().replaceAll("/+$", "") + "/v1/traces";
    }

    @Override
    public String toString() {
        return "Collector[" + address + "]";
    }
}
