package com.quiltdata.mcp.catalog.tabulator;

/** The ports of tabulator tables. */
public record TabulatorPorts(TabulatorReader tables, TabulatorWriter changes) {}
