package com.quiltdata.mcp.metrics;

import java.util.Locale;

/** A metric label. Its values are defined by this server or its JVM and never come from a caller. */
public enum Label {
    MCP_METHOD_NAME("an MCP method of this server; `other` for unknown methods"),
    GEN_AI_TOOL_NAME("a tool of [the inventory](tools.md)"),
    ERROR_TYPE("empty if the call succeeded or requested input from the user, else the failure as in `outcome`"),
    OUTCOME("`ok` or a value listed with the metric"),
    REASON(
            "`rate`: calls per minute; `caller`: concurrent calls of one caller; `server`: all concurrent calls; `unjudged`: concurrent calls or requests with an unverified token; `token`: the registry refused the token; `refused_tokens`: refused tokens from one address; for arrivals `server`: all requests that are receiving bodies; `unaccepted`: those without an accepted token; `address`: those of one client network; `late`: the body arrived too slowly. For the limits see [the configuration](configuration.md)"),
    UPSTREAM(
            "`graphql` and `rest` (both the registry), `catalog`, `s3`, `sts`, `athena`, `glue`, `connect` (Quilt Connect), `docs` (the documentation site)"),
    STEP("`register`, `authorize`, `consent`, `callback`, `token`, `refresh` or `revoke`"),
    BREAKER("`registry`, `catalog`, or `s3`, `sts`, `athena` or `glue` with an AWS region, for example `s3 us-east-1`"),
    OPERATION(
            "the GraphQL operation, the last segment of the REST path, or the S3 API operation; only names from this server's code"),
    AREA("`heap` or `nonheap`"),
    POOL("a JVM memory pool; the old generation is `Tenured Gen` with one processor, else `G1 Old Gen`"),
    GC("a JVM garbage collector"),
    CACHE(
            "`buckets`: lists of buckets; `credentials`: S3 credentials of callers; `reads`: a caller's reads under way, a hit being one"
                    + " that shares an identical read; `resources`: resources that callers have read; `verdicts`: whether the"
                    + " registry accepts a token; `workflows`: documents of workflows"),
    RESULT("`hit` or `miss`");

    private final String values;

    Label(String values) {
        this.values = values;
    }

    /** Returns the label name as scraped. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns a description of the label's values. */
    public String range() {
        return values;
    }
}
