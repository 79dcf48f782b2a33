/** The check of single sign-on configurations, which are YAML or JSON. */
@NullMarked
package com.quiltdata.mcp.catalog.sso;

import org.jspecify.annotations.NullMarked;
