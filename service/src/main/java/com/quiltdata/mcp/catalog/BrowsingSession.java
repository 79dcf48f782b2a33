package com.quiltdata.mcp.catalog;

import java.time.Instant;

/** A time in which a browser may open the files of one revision by their paths. */
public record BrowsingSession(String id, Instant expires) {}
