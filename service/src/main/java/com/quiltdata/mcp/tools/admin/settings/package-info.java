/** Tools that administrate the catalog: sign-on, buckets, open query and API keys. */
@NullMarked
package com.quiltdata.mcp.tools.admin.settings;

import org.jspecify.annotations.NullMarked;
