package com.quiltdata.mcp.catalog.sql;

/** A database of a data catalog, by its name. */
public record TableScope(String dataCatalog, String database) {}
