package com.quiltdata.mcp.metrics;

import java.util.Locale;

/** A label of metrics. Its values are a set that this server, or its JVM, defines; no caller, and nothing a caller made up, is one. */
public enum Label {
    MCP_METHOD_NAME("an MCP method of this server; `other` for any that is not"),
    GEN_AI_TOOL_NAME("a tool of [the inventory](tools.md)"),
    ERROR_TYPE("empty for what succeeded or asked its user something, else the kind of the failure as in `outcome`"),
    OUTCOME("`ok`, or what became of it: see the metric"),
    REASON(
            "`rate`: calls within a minute, `caller`: calls of one caller at once, `server`: all calls at once, `unjudged`: calls or requests without a verdict on their token at once, `token`: the registry refused the token, `refused_tokens`: tokens of one address that the registry refused; for arrivals `server`: requests that are receiving their bodies, `unaccepted`: those whose tokens are not known as accepted, `address`: those of one client network, `late`: the body came too slowly; the limits of [the configuration](configuration.md)"),
    UPSTREAM("`graphql`, `rest`: the registry; `catalog`; `s3`"),
    BREAKER("`registry`, `catalog`, or `s3` and a region of AWS, such as `s3 us-east-1`"),
    OPERATION(
            "the GraphQL operation, the REST path's last part, or S3's API; none that is not in this server's own code"),
    AREA("`heap` or `nonheap`"),
    POOL(
            "a memory pool of the JVM, by its collector: the old generation is `Tenured Gen` with one processor, else `G1 Old Gen`"),
    GC("a collector of the JVM"),
    CACHE(
            "`credentials`: of callers, for S3; `resources`: what callers have read; `verdicts`: whether the registry accepts their tokens"),
    RESULT("`hit` or `miss`");

    private final String values;

    Label(String values) {
        this.values = values;
    }

    /** The name, as scraped. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What its values are. */
    public String range() {
        return values;
    }
}
