package com.quiltdata.mcp.tool;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an argument that is a list of objects; an object is accepted too, whose member {@code "a": "b"} is the item
 * {@code {key: "a", value: "b"}}, and whose member {@code "a": {…}} is that object with {@code key: "a"}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface ListByKey {
    /** The field of an item that the name of a member becomes. */
    String key();

    /** The field of an item that the value of a member becomes. */
    String value();
}
