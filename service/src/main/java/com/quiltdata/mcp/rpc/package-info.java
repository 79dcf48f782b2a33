/** JSON-RPC 2.0: messages, ids, error codes and their encoding. */
@NullMarked
package com.quiltdata.mcp.rpc;

import org.jspecify.annotations.NullMarked;
