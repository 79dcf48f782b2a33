package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.ResourceDirectory;
import com.quiltdata.mcp.tool.RunningTools;
import com.quiltdata.mcp.tool.Skill;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All resources, templates and skills, in listing order. */
public record ResourceInventory(
        List<Resource> resources,
        List<ResourceTemplate> patterns,
        List<SkillFile> skillFiles,
        ResourceCache cache,
        long maxBytes)
        implements ResourceDirectory {
    /** Enough for the longest key and version with every byte percent-encoded. */
    private static final int MAX_URI_LENGTH = 8192;

    public ResourceInventory {
        resources = List.copyOf(resources);
        patterns = List.copyOf(patterns);
        skillFiles = List.copyOf(skillFiles);
    }

    /** Creates the inventory of one catalog, whose objects are read up to this number of bytes. */
    public static ResourceInventory of(CatalogSite site, ResourcePorts ports, ResourceCache cache, int maxBytes) {
        var auth = new AuthResources(site, ports);
        var objects = new ObjectBodyReader(ports.objects(), maxBytes);
        var packages = new PackageResourceReader(ports.packages(), ports.manifests(), objects);
        var always = List.of(
                auth.status(),
                auth.catalogInfo(),
                PlatformResources.searchSyntax(),
                PlatformResources.athena(),
                PlatformResources.buckets(ports.buckets()),
                PlatformResources.me(ports.identity()),
                TabulatorResources.buckets(ports.tabulator()));
        return new ResourceInventory(
                Stream.of(
                                always,
                                SqlResources.of(ports, InstantSource.system()),
                                AdminResources.of(ports.admin()),
                                AppPages.of(site))
                        .flatMap(List::stream)
                        .toList(),
                StandardTemplates.of(site, objects, packages, ports.completer()),
                SkillFile.ALL,
                cache,
                maxBytes);
    }

    @Override
    public List<Entry> entries() {
        return Stream.concat(
                        resources.stream().map(Resource::entry),
                        skillFiles.stream().map(SkillFile::entry))
                .toList();
    }

    @Override
    public List<TemplateEntry> templates() {
        return patterns.stream().map(ResourceTemplate::entry).toList();
    }

    @Override
    public List<Skill> skills() {
        return skillFiles.stream().map(SkillFile::skill).toList();
    }

    @Override
    public ResourceDirectory where(RunningTools tools) {
        return new ResourceInventory(
                resources.stream()
                        .filter(resource -> resource.existsWhere(tools))
                        .toList(),
                patterns,
                skillFiles.stream().filter(skill -> skill.existsWhere(tools)).toList(),
                cache,
                maxBytes);
    }

    @Override
    public Optional<Content> read(String uri, Call call) {
        if (uri.length() > MAX_URI_LENGTH) {
            throw new Failure.Invalid("The URI must have at most %,d characters.".formatted(MAX_URI_LENGTH));
        }
        var skill = skillFiles.stream()
                .filter(file -> file.entry().uri().equals(uri))
                .findFirst();
        if (skill.isPresent()) {
            return skill.map(SkillFile::content);
        }
        var fixed = resources.stream()
                .filter(resource -> resource.entry().uri().equals(uri))
                .findFirst();
        if (fixed.isPresent() && !fixed.get().cacheable()) {
            return fixed.map(resource -> content(resource, call));
        }
        return cache.get(
                call.caller(),
                uri,
                () -> fixed.map(resource -> content(resource, call)).or(() -> ofTemplate(uri, call)));
    }

    @Override
    public Optional<Completer.Suggestions> complete(String uri, Completer.Question question, Call call) {
        return patterns.stream()
                .filter(template -> template.entry().uriTemplate().equals(uri))
                .findFirst()
                .map(template -> suggestions(template, question, call))
                .or(() -> ResourceDirectory.super.complete(uri, question, call));
    }

    /** Removes the cached content of a caller whose token the catalog refused. */
    public void forget(Caller caller) {
        cache.forget(caller);
    }

    private static Completer.Suggestions suggestions(
            ResourceTemplate template, Completer.Question question, Call call) {
        if (!template.hasVariable(question.argument())) {
            throw new Failure.Invalid("The template %s has no variable with the name in `argument.name`."
                    .formatted(template.entry().uriTemplate()));
        }
        return template.completer().suggest(question, call);
    }

    private static Content content(Resource resource, Call call) {
        var entry = resource.entry();
        return new Content(
                entry.uri(), entry.name(), entry.mimeType(), resource.content().apply(call), Duration.ZERO);
    }

    private Optional<Content> ofTemplate(String uri, Call call) {
        return patterns.stream()
                .flatMap(template -> template.reader().apply(uri, call).stream())
                .findFirst()
                .map(match -> new Content(uri, match.name(), match.mimeType(), match.body(), Duration.ZERO));
    }
}
