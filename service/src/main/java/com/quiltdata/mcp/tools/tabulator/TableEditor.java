package com.quiltdata.mcp.tools.tabulator;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.identity.IdentityReader;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.tabulator.TabulatorWriter;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tools.tabulator.TableFinder.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes tables, after the check that the caller may; a refusal says that nothing was changed. */
record TableEditor(TabulatorWriter tables, IdentityReader identity, BucketReader buckets) {
    private static final int MAX_FAULTS = 5;

    /** Refuses a caller whose role is known not to write to the bucket; administrators may change tables with any role. */
    void requireRights(Call call, String bucket) {
        var caller = call.caller();
        var attempt = Attempt.of(() -> {
            buckets.rights(caller, bucket).requireWrite(bucket);
            return bucket;
        });
        if (attempt instanceof Attempt.FailedAttempt<String>(var reason)
                && !(reason.bucket() != null && identity.me(caller).admin())) {
            throw reason;
        }
    }

    /** Creates or replaces a table; null deletes it. */
    void set(Call call, TableName name, @Nullable String config) {
        changed(() -> tables.set(call.caller(), name.bucket(), name.table(), config));
    }

    void rename(Call call, TableName name, String newName) {
        changed(() -> tables.rename(call.caller(), name.bucket(), name.table(), newName));
    }

    private static void changed(Runnable change) {
        var _ = Attempt.of(() -> {
                    change.run();
                    return true;
                })
                .orElseThrow(reason -> reason.ofWrite("Nothing was changed."));
    }

    /** Refuses a configuration that has faults. */
    static void refuse(List<String> faults) {
        if (!faults.isEmpty()) {
            var more = faults.size() - MAX_FAULTS;
            throw new Failure.Invalid("The configuration is invalid: %s%s. Nothing was changed."
                    .formatted(
                            String.join("; ", faults.subList(0, Math.min(MAX_FAULTS, faults.size()))),
                            more > 0 ? "; and %,d more faults".formatted(more) : ""));
        }
    }
}
