package com.quiltdata.mcp.catalog.objects;

import org.jspecify.annotations.Nullable;

/** An object that was stored; {@code replaced} is the one that it replaced, null when there was none or it is unknown. */
public record StoredObject(ObjectInfo info, @Nullable ObjectInfo replaced) {}
