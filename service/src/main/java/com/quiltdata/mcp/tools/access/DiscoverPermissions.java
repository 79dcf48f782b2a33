package com.quiltdata.mcp.tools.access;

import com.google.common.collect.Lists;
import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.BucketLimit;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.identity.AwsIdentityReader;
import com.quiltdata.mcp.catalog.objects.AccessReader;
import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.objects.ListedBuckets;
import com.quiltdata.mcp.concurrent.Tasks;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks what the caller may do in several buckets, a few at a time, and reads the caller's identity in AWS. */
record DiscoverPermissions(BucketReader buckets, AccessReader access, AwsIdentityReader identity, InstantSource clock)
        implements Tool<DiscoverPermissions.Input, DiscoveredPermissions> {
    static final int MAX_BUCKETS = 40;
    private static final int AT_ONCE = 8;

    record Input(
            @Doc("Buckets to check, at most 40, e.g. [\"quilt-example\"]. Default: all that your role can see")
            @Nullable
            List<String> checkBuckets,

            @Doc("Accepted for compatibility: buckets of other accounts are checked like any other") @Default("false")
            boolean includeCrossAccount,

            @Doc("Accepted for compatibility: nothing is cached") @Default("false")
            boolean forceRefresh) {}

    private static final Spec<Input, DiscoveredPermissions> SPEC = new Spec<>(
                    "discover_permissions",
                    "Discover permissions",
                    Effect.READ,
                    "Returns your identity in AWS and what you may do in each of your buckets (up to 40 in one call), "
                            + "with evidence, grouped by permission level, and the buckets that suit new packages. "
                            + "It writes nothing. For one bucket use check_bucket_access, for mere names bucket_list.",
                    Input.class,
                    DiscoveredPermissions.class)
            .slowly();

    @Override
    public Spec<Input, DiscoveredPermissions> spec() {
        return SPEC;
    }

    @Override
    public DiscoveredPermissions call(Input in, Call call) {
        var named = named(in.checkBuckets());
        var who = Tasks.start("identity", () -> Attempt.of(() -> identity.identity(call.caller())));
        var listed = buckets.current().listWithLevels(call.caller());
        var names =
                named.isEmpty() ? listed.buckets().stream().map(Bucket::name).toList() : named;
        var enough = call.deadline().remaining().dividedBy(2);
        var permissions = new ArrayList<DiscoveredPermissions.BucketPermission>();
        for (var some : Lists.partition(names.subList(0, Math.min(MAX_BUCKETS, names.size())), AT_ONCE)) {
            if (call.deadline().remaining().compareTo(enough) < 0) {
                break;
            }
            permissions.addAll(check(some, listed, call));
            call.progress()
                    .report(
                            (double) permissions.size(),
                            (double) names.size(),
                            "%,d buckets checked".formatted(permissions.size()));
        }
        return DiscoveredPermissions.of(
                DiscoveredPermissions.Identity.of(who.join()), permissions, names.size(), clock.instant());
    }

    private static List<String> named(@Nullable List<String> texts) {
        var names = ArgumentParser.names(texts == null ? List.of() : texts)
                .map(text -> ArgumentParser.parse("check_buckets", text, NameSyntax::bucket))
                .distinct()
                .toList();
        if (names.size() > MAX_BUCKETS) {
            throw new Failure.Invalid("`check_buckets` has %,d buckets; send at most %d in one call."
                    .formatted(names.size(), MAX_BUCKETS));
        }
        names.forEach(BucketLimit::require);
        return names;
    }

    /** Checks buckets side by side; the failure of one says nothing about the others. */
    private List<DiscoveredPermissions.BucketPermission> check(List<String> names, ListedBuckets listed, Call call) {
        var tasks = names.stream()
                .map(name -> Tasks.start(
                        "bucket access",
                        () -> Attempt.of(
                                () -> BucketVerdict.of(name, access.access(call.caller(), name), listed.level(name)))))
                .toList();
        var permissions = new ArrayList<DiscoveredPermissions.BucketPermission>();
        for (int i = 0; i < names.size(); i++) {
            permissions.add(DiscoveredPermissions.BucketPermission.of(
                    names.get(i), tasks.get(i).join(), clock.instant()));
        }
        return permissions;
    }
}
