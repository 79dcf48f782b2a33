package com.quiltdata.mcp.tools.packages.summaries;

import com.quiltdata.mcp.tool.Default;
import com.quiltdata.mcp.tool.Doc;
import java.util.Map;

/** The arguments of the tools that generate summaries from a list of files. */
record SummaryInput(
        @Doc("Package, like \"examples/hurdat\"") String packageName,

        @Doc(
                value =
                        "Metadata of the package, like {\"quilt\": {\"description\": \"Storms\"}}; package_version, created_by and "
                                + "creation_date in quilt are used too. May be {}",
                keys = "{\"quilt\":{\"type\":\"object\",\"properties\":{\"description\":{\"type\":\"string\"}},"
                        + "\"additionalProperties\":true}}")
        Map<String, Object> packageMetadata,

        @Doc(
                value =
                        "Files by folder (\"\" is the root), like {\"data\": [{\"logical_key\": \"data/a.csv\", \"size\": "
                                + "123}]}. A file may also be a name, like \"a.csv\"; it is in the folder",
                keys = StructureParser.KEYS)
        Map<String, Object> organizedStructure,

        @Doc("Text of README.md; \"\" for none") String readmeContent,

        @Doc(
                value =
                        "Source of the data, like {\"bucket\": \"quilt-example\", \"prefix\": \"raw/\"}; if the package is in "
                                + "another bucket, also {\"registry\": \"quilt-lab\"}, for links. May be {}",
                keys =
                        "{\"bucket\":{\"type\":\"string\"},\"prefix\":{\"type\":\"string\"},\"registry\":{\"type\":\"string\"}}")
        Map<String, Object> sourceInfo,

        @Doc("Colors of the charts: standard, genomics, ml, research or analytics") @Default("\"standard\"")
        String metadataTemplate) {}
