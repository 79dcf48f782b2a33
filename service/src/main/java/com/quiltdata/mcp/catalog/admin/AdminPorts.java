package com.quiltdata.mcp.catalog.admin;

import com.quiltdata.mcp.catalog.identity.IdentityReader;

/** The ports of an administrator's tools; {@code identity} says whether the caller is one. */
public record AdminPorts(
        IdentityReader identity,
        UserReader users,
        UserWriter userChanges,
        RoleReader roles,
        RoleWriter roleChanges,
        SettingReader settings,
        SettingWriter settingChanges,
        BucketConfigReader buckets,
        BucketConfigWriter bucketChanges) {
    /** Returns the ports that only read. */
    public AdminReaders readers() {
        return new AdminReaders(identity, users, roles, settings);
    }
}
