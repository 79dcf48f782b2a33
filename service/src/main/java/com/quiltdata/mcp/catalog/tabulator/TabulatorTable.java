package com.quiltdata.mcp.catalog.tabulator;

/** A table of a bucket: its name and its configuration, as YAML that may be invalid. */
public record TabulatorTable(String name, String config) {}
