package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.NameSyntax;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.catalog.objects.Bucket;
import com.quiltdata.mcp.catalog.objects.BucketReader;
import com.quiltdata.mcp.catalog.objects.ObjectPage;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.ObjectSummary;
import com.quiltdata.mcp.catalog.packages.PackageEntry;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.catalog.packages.Revision;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Completer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Completes the arguments bucket, package, revision, path, key and prefix from the catalog's listings. */
record CatalogCompleter(BucketReader buckets, PackageReader packages, ObjectReader objects) implements Completer {
    private static final String LATEST = "latest";
    private static final int MOST_KEYS = 1000;

    /** Maximum length of a name, hash or key. */
    private static final int LONGEST = 1024;

    @Override
    public Suggestions suggest(Question question, Call call) {
        if (ArgumentParser.parse(question.argument(), question.typed(), NameSyntax::printable)
                        .length()
                > LONGEST) {
            return Suggestions.NONE;
        }
        return switch (question.argument()) {
            case "bucket" -> bucket(question, call.caller());
            case "package" -> packageName(question, call.caller());
            case "revision" -> revision(question, call.caller());
            case "path" -> path(question, call.caller());
            case "key" -> key(question, call.caller());
            case "prefix" -> prefix(question, call.caller());
            default -> Suggestions.NONE;
        };
    }

    private Suggestions bucket(Question question, Caller caller) {
        return Suggestions.of(
                buckets.list(caller).stream()
                        .map(Bucket::name)
                        .filter(name -> name.startsWith(question.typed()))
                        .sorted()
                        .toList(),
                true);
    }

    private Suggestions packageName(Question question, Caller caller) {
        var bucket = chosenBucket(question);
        if (bucket == null) {
            return Suggestions.NONE;
        }
        var found = packages.names(caller, bucket, question.typed(), MOST);
        return Suggestions.of(found.names(), found.whole());
    }

    private Suggestions revision(Question question, Caller caller) {
        var name = chosenPackage(question);
        if (name == null) {
            return Suggestions.NONE;
        }
        var found = packages.revisions(caller, name, MOST);
        var values = new ArrayList<String>(List.of(LATEST));
        found.newest().stream().map(Revision::hash).distinct().forEach(values::add);
        values.removeIf(value -> !value.startsWith(question.typed()));
        return Suggestions.of(values, found.newest().size() >= found.total());
    }

    private Suggestions path(Question question, Caller caller) {
        var name = chosenPackage(question);
        if (name == null) {
            return Suggestions.NONE;
        }
        var given = question.given("revision");
        var revision = given == null ? LATEST : ArgumentParser.parse("revision", given, NameSyntax::revision);
        var typed = question.typed().replaceFirst("^/+", "");
        var folder = typed.substring(0, typed.lastIndexOf('/') + 1);
        return Suggestions.of(
                packages.view(caller, name, revision, folder, 0).children().stream()
                        .map(PackageEntry::path)
                        .filter(path -> path.startsWith(typed))
                        .toList(),
                true);
    }

    private Suggestions key(Question question, Caller caller) {
        var page = keys(question, caller, MOST);
        return Suggestions.of(page.objects().stream().map(ObjectSummary::key).toList(), page.nextToken() == null);
    }

    /** Suggests the next folder levels found among the first {@link #MOST_KEYS} keys. */
    private Suggestions prefix(Question question, Caller caller) {
        var page = keys(question, caller, MOST_KEYS);
        var typed = question.typed().length();
        return Suggestions.of(
                page.objects().stream()
                        .map(ObjectSummary::key)
                        .filter(key -> key.indexOf('/', typed) >= 0)
                        .map(key -> key.substring(0, key.indexOf('/', typed) + 1))
                        .distinct()
                        .toList(),
                page.nextToken() == null);
    }

    private ObjectPage keys(Question question, Caller caller, int most) {
        var bucket = chosenBucket(question);
        return bucket == null
                ? new ObjectPage(List.of(), null)
                : objects.list(caller, bucket, question.typed(), most, null);
    }

    private static @Nullable String chosenBucket(Question question) {
        var bucket = question.given("bucket");
        return bucket == null ? null : ArgumentParser.parse("bucket", bucket, NameSyntax::bucket);
    }

    private static @Nullable PackageName chosenPackage(Question question) {
        var bucket = chosenBucket(question);
        var name = question.given("package");
        return bucket == null || name == null
                ? null
                : new PackageName(bucket, ArgumentParser.parse("package", name, NameSyntax::packageName));
    }
}
