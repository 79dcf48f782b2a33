package com.quiltdata.mcp.catalog.packages;

import com.quiltdata.mcp.auth.Caller;
import com.quiltdata.mcp.catalog.PackageName;

/** Reads packages. */
public interface PackageReader {
    /**
     * Reads the file or folder at {@code path} ({@code ""} is the root) in a revision, given as a full top hash or
     * {@code latest}. {@code Failure.NotFound} when the package, the revision or the path does not exist or the
     * caller may not see it.
     *
     * @param maxContents maximum number of files in the package for which {@code contents} is filled; 0 to leave it out
     */
    PackageView view(Caller caller, PackageName name, String revision, String path, int maxContents);

    /** Returns up to {@code max} names of the bucket's packages that begin with {@code prefix}. */
    PackageNames names(Caller caller, String bucket, String prefix, int max);

    /** Lists up to {@code max} packages whose names begin with the prefix, in order, after the first {@code offset}. */
    PackageListPage list(Caller caller, String bucket, String prefix, int offset, int max);

    /** Reads one revision, given as a full top hash or {@code latest}, without its contents. */
    Revision revision(Caller caller, PackageName name, String revision);

    /** Returns a page of the package's revisions, newest first; {@code number} of the first page is 1. */
    RevisionPage revisions(Caller caller, PackageName name, int number, int perPage);

    /** Returns a page of revisions with the number and size of their files, which costs the registry more. */
    default RevisionPage measuredRevisions(Caller caller, PackageName name, int number, int perPage) {
        return revisions(caller, name, number, perPage);
    }
}
