package com.quiltdata.mcp.catalog.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of a result, without its header; values as Athena writes them, null for NULL.
 *
 * @param truncated whether the result has more rows than these
 */
public record QueryRows(List<ResultColumn> columns, List<List<@Nullable String>> rows, boolean truncated) {}
