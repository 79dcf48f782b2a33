package com.quiltdata.sandbox.connect;

import java.util.List;

/** A public client, registered by RFC 7591. */
record RegisteredClient(String id, String name, List<String> redirects) {}
