package com.quiltdata.mcp.resources;

import com.quiltdata.mcp.catalog.CatalogPageUrl;
import com.quiltdata.mcp.catalog.CatalogSite;
import com.quiltdata.mcp.tool.ArgumentParser;
import com.quiltdata.mcp.tool.Completer;
import com.quiltdata.mcp.tool.ResourceDirectory.TemplateEntry;
import java.util.List;
import java.util.stream.Stream;

/** The templates for objects by {@code s3://} URI, and for packages and their files by Quilt+ URI. */
final class StandardTemplates {
    private static final String PACKAGE = "quilt+s3://{bucket}#package={+package}";

    private static final TemplateEntry OBJECT = new TemplateEntry(
            "s3://{bucket}/{+key}{?versionId}",
            "S3 Object",
            "An object in a bucket",
            "The content of an S3 object, in the current or the given version: text if it is UTF-8, else bytes. "
                    + "Percent-encode the key. For an object above the server's maximum use object_read.",
            null);

    private static final List<TemplateEntry> PACKAGES = List.of(
            new TemplateEntry(
                    PACKAGE,
                    "Quilt Package",
                    "The latest revision of a package",
                    "The latest revision of a package: top hash, message, metadata and entries.",
                    Resource.JSON),
            new TemplateEntry(
                    PACKAGE + "@{revision}",
                    "Quilt Package Revision",
                    "One revision of a package",
                    "One revision of a package: top hash, message, metadata, entries. "
                            + "revision: latest, a top hash, or its first 6 or more digits.",
                    Resource.JSON),
            new TemplateEntry(
                    PACKAGE + "@{revision}&path={path}",
                    "Quilt Package Path",
                    "A file or folder in a package",
                    "The content of a file, as text or bytes, in the version that the package revision refers to; "
                            + "for a folder, the list of its entries.",
                    null));

    private StandardTemplates() {}

    /** Returns the templates; their readers also accept addresses of the site's pages. */
    static List<ResourceTemplate> of(
            CatalogSite site, ObjectBodyReader objects, PackageResourceReader packages, Completer completer) {
        return Stream.concat(
                        Stream.of(new ResourceTemplate(
                                OBJECT, (uri, call) -> objects.read(shown(site, uri), call), completer)),
                        PACKAGES.stream()
                                .map(entry -> new ResourceTemplate(
                                        entry, (uri, call) -> packages.read(shown(site, uri), call), completer)))
                .toList();
    }

    private static String shown(CatalogSite site, String uri) {
        return ArgumentParser.parse("uri", uri, text -> CatalogPageUrl.toUri(site, text));
    }
}
