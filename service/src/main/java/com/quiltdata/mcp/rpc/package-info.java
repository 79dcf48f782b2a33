/** JSON-RPC 2.0: messages, ids, error codes and their wire form. */
@NullMarked
package com.quiltdata.mcp.rpc;

import org.jspecify.annotations.NullMarked;
