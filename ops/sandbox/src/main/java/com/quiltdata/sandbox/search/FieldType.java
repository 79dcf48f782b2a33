package com.quiltdata.sandbox.search;

import java.util.Map;

/** The type of a field, which determines the possible queries. Fields have their names from Elasticsearch. */
public enum FieldType {
    /** The whole value, unchanged. */
    KEYWORD,
    /** Words of prose. */
    TEXT,
    /** Words of a key or a name, split at every character that is neither a letter nor a digit. */
    PATH,
    LONG,
    DOUBLE,
    DATE;

    private static final Map<String, FieldType> BY_NAME = Map.ofEntries(
            Map.entry("key_text", PATH),
            Map.entry("size", LONG),
            Map.entry("last_modified", DATE),
            Map.entry("updated", DATE),
            Map.entry("content", TEXT),
            Map.entry("ptr_name.text", PATH),
            Map.entry("ptr_last_modified", DATE),
            Map.entry("mnfst_last_modified", DATE),
            Map.entry("mnfst_message", TEXT),
            Map.entry("mnfst_metadata", TEXT),
            Map.entry("mnfst_stats.total_bytes", LONG),
            Map.entry("mnfst_stats.total_files", LONG),
            Map.entry("entry_lk.text", PATH),
            Map.entry("entry_pk.text", PATH),
            Map.entry("entry_pk_parsed.s3.key.text", PATH),
            Map.entry("entry_size", LONG),
            Map.entry("entry_metadata", TEXT));

    /** An unknown field is a keyword, which no document has. */
    static FieldType of(String field) {
        int slash = field.startsWith(UserMeta.PREFIX) ? field.indexOf('/', UserMeta.PREFIX.length()) : -1;
        return slash < 0
                ? BY_NAME.getOrDefault(field, KEYWORD)
                : UserMeta.Type.valueOf(field.substring(UserMeta.PREFIX.length(), slash))
                        .field();
    }
}
