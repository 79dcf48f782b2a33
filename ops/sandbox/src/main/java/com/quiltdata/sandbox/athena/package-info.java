/** Athena and Glue as a wire protocol: queries, workgroups, results, databases and tables. */
@NullMarked
package com.quiltdata.sandbox.athena;

import org.jspecify.annotations.NullMarked;
