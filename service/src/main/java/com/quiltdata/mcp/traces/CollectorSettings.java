package com.quiltdata.mcp.traces;

import java.net.URI;
import java.util.Map;

/**
 * Settings of the collector that receives the traces.
 *
 * @param address base URL of OTLP over HTTP; {@code /v1/traces} is appended
 * @param headers headers of each request to the collector; may contain a secret
 * @param service the service name of this server
 * @param share fraction of new traces to sample, 0 to 1; traces started by a client follow its sampling decision
 */
public record CollectorSettings(URI address, Map<String, String> headers, String service, double share) {
    public CollectorSettings {
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
