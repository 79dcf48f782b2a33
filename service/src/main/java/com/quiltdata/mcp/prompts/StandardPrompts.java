package com.quiltdata.mcp.prompts;

import static com.quiltdata.mcp.prompts.Prompt.Argument.optional;
import static com.quiltdata.mcp.prompts.Prompt.Argument.required;

import com.quiltdata.mcp.catalog.ObjectLocation;
import com.quiltdata.mcp.catalog.S3Uri;
import com.quiltdata.mcp.tool.ContentBlock.ResourceLink;
import java.util.List;
import java.util.stream.Stream;

/** The standard prompts: common tasks of scientists in a catalog. */
final class StandardPrompts {
    static final List<Prompt> ALL = List.of(
            TextPrompt.of(
                    "create_package_from_s3",
                    "Create a package from S3 files",
                    "Plans a package of existing S3 objects (files, logical keys, metadata) and creates it once you agree.",
                    required("bucket", "Bucket", "Bucket of both the files and the package"),
                    optional(
                            "prefix",
                            "Folder",
                            "Folder of the files, for example \"raw/\". Optional. Default: whole bucket"),
                    required("package", "Package", "Package name, for example \"examples/hurdat\""),
                    optional("description", "Description", "What the data is and where it comes from. Optional.")),
            TextPrompt.of(
                    "import_prefix",
                    "Import a prefix",
                    "Inventories everything under an S3 prefix, plans packages that cover it, and creates them once you agree.",
                    required("bucket", "Bucket", "Bucket to import from"),
                    required("prefix", "Prefix", "Prefix to import, for example \"experiments/2024/\""),
                    optional(
                            "package",
                            "Package",
                            "Package name, for example \"lab/run\". Optional. Default: proposed")),
            TextPrompt.of(
                    "explore_prefix",
                    "Explore an unknown prefix",
                    "Explores an S3 prefix and reports its data, layout and possible uses.",
                    required("bucket", "Bucket", "Bucket to explore"),
                    optional(
                            "prefix",
                            "Prefix",
                            "Prefix to explore, for example \"raw/\". Optional. Default: whole bucket")),
            TextPrompt.of(
                            "chart_csv",
                            "Chart a CSV",
                            "Reads a CSV file in S3 and charts it to answer a question.",
                            required("bucket", "Bucket", "Bucket of the file, for example \"quilt-example\""),
                            required(
                                    "key",
                                    "Key",
                                    "Key of the CSV file, not percent-encoded, for example \"raw/data.csv\""),
                            optional("question", "Question", "What the chart should show. Optional."))
                    .linking(StandardPrompts::object),
            TextPrompt.of(
                    "find_packages",
                    "Find packages by question",
                    "Finds packages whose data can answer a question.",
                    required("question", "Question", "Question that the data should answer"),
                    optional("bucket", "Bucket", "Bucket to search. Optional. Default: every bucket")),
            ofPackage(
                    "explain_changes",
                    "Explain changes",
                    "Compares two revisions of a package and explains what has changed.",
                    optional("revision", "Revision", "Earlier revision. Optional. Default: the one before the latest")),
            ofPackage(
                    "restore_package",
                    "Restore a package",
                    "Makes an earlier revision of a package the latest again, once you agree.",
                    optional(
                            "revision",
                            "Revision",
                            "Revision to restore. Optional. Default: the one before the latest")),
            ofPackage(
                    "promote_package",
                    "Promote a package",
                    "Copies a revision of a package to another bucket, once you agree.",
                    optional("target", "Target", "Bucket to promote to. Optional. Default: asks you"),
                    optional("revision", "Revision", "Revision to promote. Optional. Default: the latest")),
            ofPackage(
                    "share_file",
                    "Share a file",
                    "Makes two links to a file of a package: a download link for anyone, and its page in the catalog.",
                    required("path", "Path", "File in the package, for example \"data/storms.csv\""),
                    optional("revision", "Revision", "Revision to share. Optional. Default: the latest")),
            TextPrompt.of(
                            "check_my_access",
                            "Check my access",
                            "Reports your identity and role in the catalog and what you can read, without changing anything.",
                            optional("bucket", "Bucket", "Bucket to check. Optional. Default: the first few."))
                    .linking(_ -> new ResourceLink(
                            "auth://status",
                            "Auth Status",
                            "The user's identity and active role in the catalog.",
                            null,
                            null)),
            TextPrompt.of(
                    "find_packages_with_file",
                    "Find the packages with a file",
                    "Finds the packages of a bucket that contain an S3 object, with SQL over the package tables.",
                    required("bucket", "Bucket", "Bucket of the packages, for example \"quilt-example\""),
                    required("key", "Key", "Key of the file, not percent-encoded, for example \"raw/data.csv\""),
                    optional("source", "Source", "Bucket of the file. Optional. Default: that of the packages")),
            TextPrompt.of(
                    "query_tables",
                    "Query tables with SQL",
                    "Finds the answer to a question with SQL over package tables, tabulator tables and other Athena tables.",
                    required("question", "Question", "Question that the tables should answer"),
                    optional("bucket", "Bucket", "Bucket of the tables. Optional. Default: every bucket")));

    private StandardPrompts() {}

    /** Returns a prompt about one package; its arguments are the bucket, the package and these. */
    private static TextPrompt ofPackage(String name, String title, String description, Prompt.Argument... more) {
        return TextPrompt.of(
                name,
                title,
                description,
                Stream.concat(
                                Stream.of(
                                        required("bucket", "Bucket", "Bucket of the package"),
                                        required(
                                                "package", "Package", "Package name, for example \"examples/hurdat\"")),
                                Stream.of(more))
                        .toArray(Prompt.Argument[]::new));
    }

    private static ResourceLink object(PromptArguments arguments) {
        var object = new ObjectLocation(arguments.text("bucket"), arguments.text("key"), null);
        return new ResourceLink(S3Uri.print(object), object.key(), "The S3 object.", null, null);
    }
}
