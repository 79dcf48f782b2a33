package com.quiltdata.mcp.tools.objects;

import com.quiltdata.mcp.catalog.CatalogPageUrl;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.catalog.DocsReader;
import com.quiltdata.mcp.catalog.DocsText;
import com.quiltdata.mcp.catalog.Failure;
import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.catalog.objects.ObjectContent;
import com.quiltdata.mcp.catalog.objects.ObjectReader;
import com.quiltdata.mcp.catalog.objects.RequestedObject;
import com.quiltdata.mcp.catalog.packages.PackageReader;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.DecodedText;
import com.quiltdata.mcp.tool.Doc;
import com.quiltdata.mcp.tool.Effect;
import com.quiltdata.mcp.tool.Spec;
import com.quiltdata.mcp.tool.Tool;
import com.quiltdata.mcp.tools.PackageFile;
import com.quiltdata.mcp.tools.PackageRef;
import jakarta.validation.constraints.Size;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * Returns one result of {@code search} as text. Name, argument and result are those that OpenAI requires of connectors:
 * <a href="https://developers.openai.com/docs/mcp">Building MCP servers for ChatGPT</a>.
 */
public record ChatGptFetch(PackageReader packages, ObjectReader objects, DocsReader docs, CatalogSite site)
        implements Tool<ChatGptFetch.Input, FetchedDocument> {
    private static final int MAX_BYTES = 10 << 20;
    private static final int MAX_FILES = 1000;

    record Input(
            @Doc(
                    "An id from search: \"s3://bucket/key\", \"quilt+s3://bucket#package=examples/hurdat@hash&path=data/a.csv\", or the URL of a documentation page")
            @Size(max = CatalogPageUrl.MAX_LENGTH)
            String id) {}

    private static final Spec<Input, FetchedDocument> SPEC = new Spec<>(
                    "fetch",
                    "Fetch a search result",
                    Effect.READ,
                    "Returns one result of search by its id, as id, title, text, url and metadata. The text is the content of an "
                            + "object, a package file or a documentation page, or describes a package: message, metadata and "
                            + "files. If it is cut, its last line says so. Made for ChatGPT's connectors and deep "
                            + "research.",
                    Input.class,
                    FetchedDocument.class)
            .reading();

    @Override
    public Spec<Input, FetchedDocument> spec() {
        return SPEC;
    }

    @Override
    public FetchedDocument call(Input in, Call call) {
        var id = ArgumentParser.parse("id", in.id().strip(), text -> CatalogPageUrl.toUri(site, text));
        if (id.startsWith("quilt+s3:")) {
            return ofPackage(in.id(), id, call);
        } else if (id.startsWith("s3:")
                || ArgumentParser.parse("id", id, S3Uri::findPasted).isPresent()) {
            var object = ArgumentParser.parse("id", id, RequestedObject::parse);
            var content = object.read(objects, call.caller(), it -> read(it, call));
            return document(
                    in.id(), object.location().key(), site.object(content.info().location()), content);
        }
        return page(id).map(page -> FetchedDocument.of(new FetchedDocument.Source(
                        in.id(), page.title(), page.text(), page.url(), FetchedDocument.metadata(page), null)))
                .orElseThrow(
                        () -> new Failure.NotFound(
                                "`id`: nothing has this id. Send one that search returned: s3://…, quilt+s3://…, or the URL of a documentation page."));
    }

    private Optional<DocsText> page(String id) {
        return id.startsWith("http") ? docs.page(id) : Optional.empty();
    }

    private FetchedDocument ofPackage(String id, String uri, Call call) {
        var names = new PackageRef.ArgumentNames("bucket", "name", "revision", "id");
        var target = names.target(uri, null, null, "latest", "").resolved(packages, call);
        var view = packages.view(call.caller(), target.name(), target.revision(), target.path(), MAX_FILES);
        var hash = view.revision().hash();
        var file = view.file();
        if (file == null) {
            var url = site.packageTree(target.name(), hash, view.path());
            return FetchedDocument.of(PackageText.describe(id, url, target.name(), view));
        }
        var found = PackageFile.of(target, view, file);
        return document(
                id, file.path(), site.packageTree(target.name(), hash, file.path()), read(found.location(), call));
    }

    private ObjectContent read(ObjectLocation location, Call call) {
        return objects.read(call.caller(), location, 0, MAX_BYTES);
    }

    private static FetchedDocument document(String id, String path, String url, ObjectContent content) {
        var size = "%,d bytes".formatted(content.info().size());
        var form = ContentFormat.of(content, path);
        var text = switch (form) {
            case ContentFormat.Text it -> decoded(content, it.charset());
            case ContentFormat.Table it -> decoded(content, it.charset());
            case ContentFormat.Image(var type) -> "This is an image (%s, %s), without text.".formatted(type, size);
            case ContentFormat.Parquet _, ContentFormat.Notebook _, ContentFormat.Binary _ ->
                "This is binary content (%s, %s), without text."
                        .formatted(String.valueOf(content.info().contentType()), size);
        };
        var isText = form instanceof ContentFormat.Text || form instanceof ContentFormat.Table;
        var fullSize = isText && content.truncated() ? size : null;
        return FetchedDocument.of(
                new FetchedDocument.Source(id, path, text, url, FetchedDocument.metadata(content), fullSize));
    }

    private static String decoded(ObjectContent content, Charset charset) {
        return DecodedText.of(content.bytes(), charset, content.truncated()).text();
    }
}
