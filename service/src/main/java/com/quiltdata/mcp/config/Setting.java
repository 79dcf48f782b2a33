package com.quiltdata.mcp.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a key that the configuration does not set, in the form of config.yml: {@code ${VARIABLE:-default}}, or
 * {@code ${VARIABLE}} without a default.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
@interface Setting {
    String value();
}
