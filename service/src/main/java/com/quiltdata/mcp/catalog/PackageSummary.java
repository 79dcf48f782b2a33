package com.quiltdata.mcp.catalog;

import java.time.Instant;

/** One package in a listing: its name, and when its newest revision was made. */
public record PackageSummary(String name, Instant modified) {}
