package com.quiltdata.mcp.tools.packages;

/** What a caller sends for a logical key: a file, or a file or folder of another revision that is yet to be read. */
public sealed interface FileSource permits PackageFileInput, PackageUriSource {
    /** The logical key of the file, or of the folder. */
    String key();
}
