package com.quiltdata.sandbox.graphql;

import graphql.schema.idl.RuntimeWiring;

/** The fetchers of one part of the schema. */
interface SchemaPart {
    void wire(RuntimeWiring.Builder wiring);
}
