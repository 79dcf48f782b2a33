/** SQL: statements and what they may do, queries that Athena runs, and the tables that they read. */
@NullMarked
package com.quiltdata.mcp.catalog.sql;

import org.jspecify.annotations.NullMarked;
