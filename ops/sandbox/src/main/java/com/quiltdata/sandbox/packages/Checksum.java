package com.quiltdata.sandbox.packages;

import java.util.HexFormat;

/** Algorithm by which a registry hashes an entry whose hash is not given; stacks of different age differ in it. */
public enum Checksum {
    CHUNKED {
        @Override
        public Entry.Hash of(byte[] content) {
            return ChunkedHash.of(content);
        }
    },
    SHA256 {
        @Override
        public Entry.Hash of(byte[] content) {
            return new Entry.Hash(
                    "SHA256", HexFormat.of().formatHex(ChunkedHash.sha256().digest(content)));
        }
    };

    /** Returns the hash of the content with the name of its algorithm. */
    public abstract Entry.Hash of(byte[] content);
}
