package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogInfo;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.objects.BucketRights;
import com.quiltdata.mcp.catalog.packages.BrowsingSessions;
import com.quiltdata.mcp.catalog.packages.NewEntry;
import com.quiltdata.mcp.catalog.packages.NewRevision;
import com.quiltdata.mcp.catalog.packages.WorkflowReader;
import com.quiltdata.mcp.catalog.packages.Workflows;
import com.quiltdata.mcp.testing.MemoryObjects;
import com.quiltdata.mcp.testing.MemoryPackages;
import com.quiltdata.mcp.testing.UnusablePorts;
import com.quiltdata.mcp.tools.packages.PackagePorts;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that changes packages, on a store in memory whose time passes when somebody waits. */
public final class PublishFixture {
    public static final PackageName NAME = new PackageName("bucket-1", "lab/plates");

    public final MemoryPackages packages = new MemoryPackages();
    /** What the catalog says about the caller's rights in every bucket. */
    public BucketRights rights = BucketRights.UNKNOWN;

    private final BucketReader buckets = new BucketReader() {
        @Override
        public List<Bucket> list(Caller caller) {
            return List.of();
        }

        @Override
        public BucketRights rights(Caller caller, String bucket) {
            return rights;
        }
    };

    public final MemoryObjects objects = new MemoryObjects();
    public final Map<String, Workflows> workflows = new java.util.HashMap<>();
    public List<String> faults = List.of();
    /** The revision whose workflow was asked last, and what somebody else does meanwhile. */
    @Nullable
    NewRevision checked;

    Runnable checking = () -> {};

    /** Why the bucket's workflows cannot be read; null if they can. */
    @Nullable
    Failure unreadable;

    @Nullable
    String packageRoot;

    /** What somebody else does while a change waits for the second to be over; once. */
    @Nullable
    Runnable meanwhile;

    final PointerTiming timing =
            new PointerTiming(Duration.ofMillis(1100), Duration.ofSeconds(4), packages, this::pause);

    private void pause(Duration time) {
        packages.pass(time);
        var hook = meanwhile;
        meanwhile = null;
        if (hook != null) {
            hook.run();
        }
    }

    private final class Checks implements WorkflowReader {
        @Override
        public Workflows workflows(Caller caller, String bucket) {
            return workflows.getOrDefault(bucket, Workflows.none());
        }

        @Override
        public Map<String, Object> schema(Caller caller, String bucket, String id) {
            return Map.of();
        }

        @Override
        public List<String> faults(Caller caller, NewRevision revision) {
            checked = revision;
            checking.run();
            if (unreadable != null) {
                throw unreadable;
            }
            return faults;
        }
    }

    public PackagePorts ports() {
        return new PackagePorts(
                buckets,
                packages,
                packages,
                packages,
                objects,
                objects,
                new Checks(),
                UnusablePorts.port(BrowsingSessions.class),
                () -> new CatalogInfo("https://c", "https://r", null, null, null, null, null, null, packageRoot),
                CatalogSite.parse("https://open.quiltdata.com"),
                Duration.ofMinutes(3));
    }

    public RevisionPublisher push() {
        return new RevisionPublisher(ports(), timing);
    }

    /** Pushes a revision of these files, lets a minute pass, and returns its top hash. */
    public String publish(@Nullable String message, String... keys) {
        var hash = packages.push(revision(message, keys));
        packages.pass(Duration.ofMinutes(1));
        return hash;
    }

    public static NewRevision revision(@Nullable String message, String... keys) {
        return new NewRevision(
                NAME,
                message,
                null,
                null,
                Arrays.stream(keys).map(PublishFixture::entry).toList());
    }

    public static NewEntry entry(String key) {
        return new NewEntry(
                key, "s3://data-1/" + key + "?versionId=v0", 7L, null, Map.of("user_meta", Map.of("k", key)));
    }
}
