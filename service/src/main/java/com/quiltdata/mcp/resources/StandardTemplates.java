package com.quiltdata.mcp.resources;

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

    static List<ResourceTemplate> of(ObjectBodyReader objects, PackageResourceReader packages, Completer completer) {
        return Stream.concat(
                        Stream.of(new ResourceTemplate(OBJECT, objects::read, completer)),
                        PACKAGES.stream().map(entry -> new ResourceTemplate(entry, packages::read, completer)))
                .toList();
    }
}
