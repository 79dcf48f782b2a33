package com.quiltdata.mcp.tools.access;

import com.quiltdata.mcp.catalog.identity.AccountPorts;
import com.quiltdata.mcp.catalog.identity.AwsIdentityReader;
import com.quiltdata.mcp.catalog.objects.AccessReader;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tool.Toolset;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** The tools about what callers may do, and about their own accounts. */
public final class AccessToolset {
    /** Name by which operators and clients select the toolset. */
    public static final String NAME = "access";

    private AccessToolset() {}

    /** Builds the toolset from the ports that it uses. */
    public static Toolset of(
            BucketReader buckets, AccessReader access, AwsIdentityReader identity, AccountPorts account) {
        var clock = InstantSource.system();
        var tools = List.<Tool<?, ?>>of(
                new CheckBucketAccess(buckets, access, clock),
                new DiscoverPermissions(buckets, access, identity, clock),
                new RoleSwitch(account),
                new ApiKeysList(account.keys()),
                new ApiKeyRevoke(account));
        return new Toolset(NAME, tools, Set.of("discover_permissions", "api_keys_list", "api_key_revoke"));
    }
}
