package com.quiltdata.mcp.catalog.sql;

/**
 * A column of a result.
 *
 * @param type Athena's name of the type, for example {@code varchar}, {@code bigint}, {@code decimal} or {@code row}
 */
public record ResultColumn(String name, String type, int precision, int scale) {}
