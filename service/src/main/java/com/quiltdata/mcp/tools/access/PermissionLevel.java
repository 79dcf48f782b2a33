package com.quiltdata.mcp.tools.access;

import com.quiltdata.mcp.catalog.objects.BucketAccess.Answer;

/** What a caller may do in a bucket, in one word. */
enum PermissionLevel {
    FULL_ACCESS,
    READ_WRITE,
    READ_ONLY,
    LIST_ONLY,
    NO_ACCESS,
    UNKNOWN;

    /** Returns the level; unknown where an answer that decides it is missing. */
    static PermissionLevel of(Answer list, Answer read, Answer write) {
        return switch (write) {
            case YES ->
                switch (read) {
                    case YES -> list == Answer.YES ? FULL_ACCESS : READ_WRITE;
                    case NO -> UNKNOWN;
                    case UNKNOWN -> list == Answer.YES ? READ_WRITE : UNKNOWN; // an empty bucket
                };
            case NO ->
                switch (read) {
                    case YES -> READ_ONLY;
                    case NO -> list == Answer.YES ? LIST_ONLY : list == Answer.NO ? NO_ACCESS : UNKNOWN;
                    case UNKNOWN -> UNKNOWN;
                };
            case UNKNOWN -> UNKNOWN;
        };
    }
}
