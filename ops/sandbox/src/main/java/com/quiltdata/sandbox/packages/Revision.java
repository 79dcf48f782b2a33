package com.quiltdata.sandbox.packages;

import java.time.Instant;

/** One push: the hash that a pointer named after its Unix second holds. */
public record Revision(String bucket, String name, String hash, Instant modified) {}
