package com.quiltdata.mcp.catalog.sql;

/** The ports of SQL. */
public record SqlPorts(
        StatementParser statements, QueryRunner queries, WorkgroupReader workgroups, TableReader tables) {}
