package com.quiltdata.mcp.catalog.packages;

import java.time.Instant;

/** A browsing session: until {@code expires} a browser may open the files of one revision by path. */
public record BrowsingSession(String id, Instant expires) {}
