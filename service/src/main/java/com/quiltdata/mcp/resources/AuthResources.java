package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.CatalogInfo;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.identity.Me;
import com.quiltdata.mcp.catalog.objects.ListedBuckets;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Entry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The resources about the caller's identity and the catalog that this server is bound to. */
record AuthResources(CatalogSite site, ResourcePorts ports) {
    private static final Entry STATUS = new Entry(
            "auth://status",
            "Auth Status",
            "Your identity",
            "Your identity in the catalog: name, e-mail, active role and all roles; the catalog's address; and, where "
                    + "known, what you may do in your buckets (up to 100).",
            Resource.JSON);
    private static final Entry INFO = new Entry(
            "auth://catalog/info",
            "Catalog Info",
            "Catalog and deployment",
            "The catalog that this server is bound to: address, registry, region, version; and how the server runs.",
            Resource.JSON);
    private static final String BUCKETS = "List your buckets with bucket_list.";
    private static final String OBJECTS = "List the objects of a bucket with bucket_objects_list.";
    private static final String FILES = "List the files of a package with package_browse.";
    private static final int MAX_BUCKETS = 100;
    private static final Deployment DEPLOYMENT = new Deployment("remote", "platform", "http", true);

    /** The caller. {@code status} is always {@code authenticated}: a refused token gets HTTP 401 instead. */
    record AuthStatus(
            String status,
            String catalogUrl,
            String catalogName,
            @Nullable String registryUrl,
            User userInfo,
            List<BucketPermission> buckets,
            List<String> suggestedActions,
            String message) {}

    /** A bucket; {@code permission} is READ or READ_WRITE, or null where the catalog does not say. */
    record BucketPermission(String name, @Nullable String permission) {}

    record User(
            String username,
            String email,
            boolean isAdmin,
            @Nullable String role,
            List<String> roles) {}

    /** The catalog; {@code status} is {@code success}, or {@code degraded} while its config.json cannot be read. */
    record CatalogStatus(
            String catalogName,
            boolean isAuthenticated,
            String detectionMethod,
            String status,
            String deploymentMode,
            Deployment deployment,
            String navigatorUrl,
            @Nullable String registryUrl,
            String loggedInUrl,
            @Nullable String region,
            @Nullable String stackVersion,
            @Nullable String mode,
            String message) {}

    record Deployment(String mode, String backend, String transport, boolean multiuser) {}

    /** Returns the resource {@code auth://status}, not cached because the caller's role may change at any time. */
    Resource status() {
        return new Resource(STATUS, false, this::status);
    }

    Resource catalogInfo() {
        return new Resource(INFO, true, this::catalogInfo);
    }

    private Body status(Call call) {
        var me = ports.identity().me(call.caller());
        var role = me.role() == null ? "without an active role" : "in the role " + me.role();
        return new Body.Json(new AuthStatus(
                "authenticated",
                site.base(),
                site.authority(),
                ports.catalogInfo().map(CatalogInfo::registryUrl).orElse(null),
                new User(me.name(), me.email(), me.admin(), me.role(), me.roles()),
                permissions(call),
                actions(me),
                "You are %s at %s, %s.".formatted(me.name(), site.authority(), role)));
    }

    private static List<String> actions(Me me) {
        return me.roles().size() > 1
                ? List.of(BUCKETS, OBJECTS, FILES, "Switch to another of your roles with role_switch.")
                : List.of(BUCKETS, OBJECTS, FILES);
    }

    /** Returns the first buckets; none while the catalog cannot list them. */
    private List<BucketPermission> permissions(Call call) {
        var listed = Attempt.of(() -> ports.buckets().current().listWithLevels(call.caller()))
                .orElse(new ListedBuckets(List.of(), Map.of()));
        return listed.buckets().stream()
                .limit(MAX_BUCKETS)
                .map(it -> new BucketPermission(it.name(), listed.permission(it.name())))
                .toList();
    }

    private Body catalogInfo(Call call) {
        var me = ports.identity().me(call.caller());
        var info = ports.catalogInfo();
        return new Body.Json(new CatalogStatus(
                site.authority(),
                true,
                "authentication",
                info.isPresent() ? "success" : "degraded",
                DEPLOYMENT.mode(),
                DEPLOYMENT,
                site.base(),
                info.map(CatalogInfo::registryUrl).orElse(null),
                site.base(),
                info.map(CatalogInfo::region).orElse(null),
                info.map(CatalogInfo::stackVersion).orElse(null),
                info.map(CatalogInfo::mode).orElse(null),
                "Connected to %s as %s%s"
                        .formatted(
                                site.authority(),
                                me.name(),
                                info.isPresent()
                                        ? "."
                                        : ", but its config.json cannot be read; registry and region are unknown.")));
    }
}
