/** The SQL engine of the sandbox: DuckDB over the stored objects, and the data catalogs that describe them. */
@NullMarked
package com.quiltdata.sandbox.sql;

import org.jspecify.annotations.NullMarked;
