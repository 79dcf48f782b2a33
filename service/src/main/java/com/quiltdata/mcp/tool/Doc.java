package com.quiltdata.mcp.tool;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The description of a record component in its JSON Schema, written for the model. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Doc {
    String value();

    /**
     * For an argument that is an object of any keys, or may be one ({@code Object}): some of them with their schemas, as
     * JSON. Older Gemini models refuse every tool of a list in which an object has none.
     */
    String keys() default METADATA;

    /** A key that most metadata has. */
    String METADATA = "{\"description\":{\"type\":\"string\"}}";
}
