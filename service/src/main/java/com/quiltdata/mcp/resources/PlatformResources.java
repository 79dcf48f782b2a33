package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.identity.IdentityReader;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.tool.ResourceDirectory.Body;
import com.quiltdata.mcp.tool.ResourceDirectory.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The resources of {@code quilt-platform://}; what depends on the caller's role is not cached, as it may change. */
final class PlatformResources {
    private static final Entry BUCKETS = new Entry(
            "quilt-platform://buckets",
            "Buckets",
            "Your buckets",
            "The buckets that your active role can see: name, title, description, tags and, where known, your permission.",
            Resource.JSON);
    private static final Entry ME = new Entry(
            "quilt-platform://me",
            "Me",
            "You",
            "Your name, e-mail, active role and all roles in the catalog.",
            Resource.JSON);

    private PlatformResources() {}

    record Buckets(List<Item> buckets, int count) {}

    record Item(
            String name,
            String title,
            @Nullable String description,
            List<String> tags,
            @Nullable String permission) {}

    record Me(
            String name,
            String email,
            boolean isAdmin,
            @Nullable String role,
            List<String> roles) {}

    static Resource searchSyntax() {
        return page("search_syntax", "Search Syntax", "How to search", "Query syntax of the search tools.");
    }

    static Resource athena() {
        return page("athena", "Athena", "How to query with SQL", "The tables that Athena can query in a Quilt stack.");
    }

    static Resource buckets(BucketReader buckets) {
        return new Resource(BUCKETS, false, call -> {
            var listed = buckets.current().listWithLevels(call.caller());
            var items = listed.buckets().stream()
                    .map(it ->
                            new Item(it.name(), it.title(), it.description(), it.tags(), listed.permission(it.name())))
                    .toList();
            return new Body.Json(new Buckets(items, items.size()));
        });
    }

    static Resource me(IdentityReader identity) {
        return new Resource(ME, false, call -> {
            var me = identity.me(call.caller());
            return new Body.Json(new Me(me.name(), me.email(), me.admin(), me.role(), me.roles()));
        });
    }

    /** Returns a static page from the class path, the same for every caller. */
    private static Resource page(String name, String label, String title, String description) {
        var body = new Body.Text(text("/platform/" + name + ".md"));
        return new Resource(
                new Entry("quilt-platform://" + name, label, title, description, "text/markdown"), true, _ -> body);
    }

    /** Returns the text of a file on the class path. */
    static String text(String path) {
        try (var in = PlatformResources.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
