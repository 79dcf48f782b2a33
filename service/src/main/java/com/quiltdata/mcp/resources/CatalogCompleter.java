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
import com.quiltdata.mcp.catalog.packages.TopHashResolver;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Completer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Completes the arguments bucket, package, revision, path, key and prefix from the catalog's listings. */
record CatalogCompleter(BucketReader buckets, PackageReader packages, ObjectReader objects) implements Completer {
    private static final String LATEST = "latest";
    private static final int MAX_KEYS = 1000;

    private static final int MAX_LENGTH = 1024;

    @Override
    public Suggestions suggest(Question question, Call call) {
        if (ArgumentParser.parse(question.argument(), question.typed(), NameSyntax::printable)
                        .length()
                > MAX_LENGTH) {
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
        return selectedBucket(question)
                .map(bucket -> packages.names(caller, bucket, question.typed(), MOST))
                .map(page -> Suggestions.of(page.names(), page.complete()))
                .orElse(Suggestions.NONE);
    }

    private Suggestions revision(Question question, Caller caller) {
        return selectedPackage(question)
                .map(name -> packages.revisions(caller, name, 1, MOST))
                .map(page -> Suggestions.of(
                        Stream.concat(Stream.of(LATEST), page.newest().stream().map(Revision::hash))
                                .distinct()
                                .filter(value -> value.startsWith(question.typed()))
                                .toList(),
                        page.newest().size() >= page.total()))
                .orElse(Suggestions.NONE);
    }

    private Suggestions path(Question question, Caller caller) {
        var typed = question.typed().replaceFirst("^/+", "");
        var folder = typed.substring(0, typed.lastIndexOf('/') + 1);
        return selectedPackage(question)
                .flatMap(name -> TopHashResolver.findAmongNewest(packages, caller, name, selectedRevision(question))
                        .map(revision -> packages.view(caller, name, revision, folder, 0)))
                .map(view -> view.children().stream()
                        .map(PackageEntry::path)
                        .filter(path -> path.startsWith(typed))
                        .toList())
                .map(paths -> Suggestions.of(paths, true))
                .orElse(Suggestions.NONE);
    }

    private Suggestions key(Question question, Caller caller) {
        var page = keys(question, caller, MOST);
        return Suggestions.of(page.objects().stream().map(ObjectSummary::key).toList(), page.nextToken() == null);
    }

    /** Suggests the next folder levels found among the first {@link #MAX_KEYS} keys. */
    private Suggestions prefix(Question question, Caller caller) {
        var page = keys(question, caller, MAX_KEYS);
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

    private ObjectPage keys(Question question, Caller caller, int limit) {
        return selectedBucket(question)
                .map(bucket -> objects.list(caller, bucket, question.typed(), limit, null))
                .orElseGet(() -> new ObjectPage(List.of(), List.of(), null));
    }

    private static Optional<PackageName> selectedPackage(Question question) {
        return selectedBucket(question)
                .flatMap(bucket -> selected(question, "package", NameSyntax::packageName)
                        .map(name -> new PackageName(bucket, name)));
    }

    private static String selectedRevision(Question question) {
        return selected(question, "revision", NameSyntax::shortRevision).orElse(LATEST);
    }

    private static Optional<String> selectedBucket(Question question) {
        return selected(question, "bucket", NameSyntax::bucket);
    }

    private static Optional<String> selected(Question question, String argument, Function<String, String> parser) {
        return Optional.ofNullable(question.given(argument))
                .map(value -> ArgumentParser.parse(argument, value, parser));
    }
}
