/** What clients of AWS services share: connections, limits, breakers and metrics. */
@NullMarked
package com.quiltdata.mcp.catalog.aws;

import org.jspecify.annotations.NullMarked;
