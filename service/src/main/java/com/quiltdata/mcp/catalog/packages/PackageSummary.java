package com.quiltdata.mcp.catalog.packages;

import java.time.Instant;

/** One package of a listing: its name, and the time of its newest revision. */
public record PackageSummary(String name, Instant modified) {}
