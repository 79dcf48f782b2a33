/** The parser of SQL: Trino's grammar, and the forms of Hive's that Athena adds. */
@NullMarked
package com.quiltdata.mcp.catalog.trino;

import org.jspecify.annotations.NullMarked;
