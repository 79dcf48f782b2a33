package com.quiltdata.mcp.tools.packages.publish;

import com.quiltdata.mcp.catalog.Attempt;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.catalog.packages.RevisionPage;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tools.packages.BaseRevision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the revisions of a package, page by page. */
final class RevisionHistory {
    private static final int PAGE = 100;

    private final PackageReader packages;

    RevisionHistory(PackageReader packages) {
        this.packages = packages;
    }

    /** The revisions from the newest down to {@code end}, inclusive, or to the first; empty if there is no package. */
    List<Revision> downTo(Call call, PackageName name, @Nullable Revision end) {
        var found = new ArrayList<Revision>();
        for (int number = 1; ; number++) {
            var page = page(call, name, number);
            found.addAll(page.newest());
            var ended = end != null && page.newest().stream().anyMatch(it -> BaseRevision.same(it, end));
            if (ended || page.newest().isEmpty() || found.size() >= page.total()) {
                return found;
            }
        }
    }

    /** The revisions created since the base was found, newest first. */
    List<Revision> above(Call call, BaseRevision base) {
        return downTo(call, base.name(), base.newest()).stream()
                .takeWhile(it -> !BaseRevision.same(it, base.newest()))
                .toList();
    }

    /** Whether a revision with this top hash is listed. */
    boolean lists(Call call, PackageName name, String hash) {
        return downTo(call, name, null).stream().anyMatch(it -> it.hash().equals(hash));
    }

    private RevisionPage page(Call call, PackageName name, int number) {
        return Attempt.find(() -> packages.revisions(call.caller(), name, number, PAGE))
                .orElse(new RevisionPage(List.of(), 0));
    }
}
