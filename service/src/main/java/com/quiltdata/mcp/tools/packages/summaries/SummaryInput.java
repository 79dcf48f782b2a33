package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import java.util.Map;

/** The arguments of the tools that generate summaries from a list of files. */
record SummaryInput(
        @Doc("Package, like \"examples/hurdat\"") String packageName,

        @Doc(
                value = "Metadata of the package; of its member quilt, description, package_version, created_by and "
                        + "creation_date are used. May be {}",
                keys = "{\"quilt\":{\"type\":\"object\",\"properties\":{\"description\":{\"type\":\"string\"}},"
                        + "\"additionalProperties\":true}}")
        Map<String, Object> packageMetadata,

        @Doc(
                value =
                        "Files by folder (\"\" is the root), like {\"data\": [{\"logical_key\": \"data/a.csv\", \"size\": "
                                + "123}]}. A file may also be its name alone; a key or name without the folder is below it",
                keys = StructureParser.KEYS)
        Map<String, Object> organizedStructure,

        @Doc("Text of README.md; \"\" for none") String readmeContent,

        @Doc(
                value =
                        "Where the data is from, like {\"bucket\": \"quilt-example\", \"prefix\": \"raw/\"}. Links are to "
                                + "registry, the package's bucket, or else to bucket. May be {}",
                keys =
                        "{\"bucket\":{\"type\":\"string\"},\"prefix\":{\"type\":\"string\"},\"registry\":{\"type\":\"string\"}}")
        Map<String, Object> sourceInfo,

        @Doc("Colours of charts: standard, genomics, ml, research or analytics") @Default("\"standard\"")
        String metadataTemplate) {}
