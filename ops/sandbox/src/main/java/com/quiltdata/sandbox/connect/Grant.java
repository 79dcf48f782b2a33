package com.quiltdata.sandbox.connect;

import java.util.UUID;

/** A user's consent to one request of a client. */
record Grant(UUID id, String clientId, String user) {}
