package com.quiltdata.mcp.tool;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks an argument that is a JSON object of package files by logical key; a list of files is accepted too. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface FilesByKey {
    /** Whether an item of a list without a logical key gets the last part of its S3 object's key. */
    boolean guessed() default false;
}
