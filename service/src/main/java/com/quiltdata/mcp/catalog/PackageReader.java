package com.quiltdata.mcp.catalog;

import com.quiltdata.mcp.auth.Caller;

/** Reads packages. */
public interface PackageReader {
    /**
     * What stands at {@code path} ({@code ""} is the root) of a revision, which is a full top hash or {@code latest}.
     * {@link CatalogException.Missing} when the package, the revision or the path is absent or out of the caller's
     * sight.
     *
     * @param maxContents up to how many files the whole package may have for {@code contents} to be filled; 0 to not ask
     */
    PackageView view(Caller caller, PackageName name, String revision, String path, int maxContents);

    /** Up to {@code max} packages of the bucket whose names begin with {@code prefix}. */
    PackageNames names(Caller caller, String bucket, String prefix, int max);

    /**
     * Up to {@code max} packages of the bucket whose names begin with {@code prefix}, in order of their names, without the first
     * {@code offset} of them.
     */
    PackagePage list(Caller caller, String bucket, String prefix, int offset, int max);

    /** One revision, by its full top hash or {@code latest}, without what it holds. */
    Revision revision(Caller caller, PackageName name, String revision);

    /** A page of the package's revisions, newest first; the first page has the number 1. */
    Revisions revisions(Caller caller, PackageName name, int number, int perPage);

    /** Up to {@code max} revisions of the package, from the newest on. */
    default Revisions revisions(Caller caller, PackageName name, int max) {
        return revisions(caller, name, 1, max);
    }
}
