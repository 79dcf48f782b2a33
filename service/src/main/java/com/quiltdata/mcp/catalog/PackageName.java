package com.quiltdata.mcp.catalog;

/** A package in a bucket: {@code name} is {@code namespace/name}. */
public record PackageName(String bucket, String name) {}
