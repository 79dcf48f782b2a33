package com.quiltdata.mcp.catalog.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import graphql.schema.Coercing;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.ScalarInfo;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.validation.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation under {@code graphql/} against the schema that the sandbox serves. */
class GraphQlDocumentsTest {
    private static final Path SCHEMAS = Path.of("../ops/sandbox/src/main/resources");
    private static final GraphQLSchema REGISTRY = schema("new");
    private static final GraphQLSchema OLD_REGISTRY = schema("old");

    static List<Path> documents() throws IOException {
        return Stream.concat(documents("graphql").stream(), documents("graphql-old").stream())
                .toList();
    }

    private static List<Path> documents(String directory) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources").resolve(directory))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static boolean old(Path file) {
        return file.startsWith("src/main/resources/graphql-old");
    }

    private static Operation operation(Path file) {
        var name = file.getFileName().toString().replace(".graphql", "");
        return old(file) ? Operation.loadOld(name) : Operation.load(name);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void isValidSingleOperationNamedLikeItsFile(Path file) {
        var name = file.getFileName().toString().replace(".graphql", "");
        var document = new Parser().parseDocument(operation(file).text());

        assertThat(document.getDefinitionsOfType(OperationDefinition.class))
                .singleElement()
                .satisfies(operation -> assertThat(operation.getName()).isEqualTo(name));
        assertThat(new Validator().validateDocument(old(file) ? OLD_REGISTRY : REGISTRY, document, Locale.ROOT))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void selectsMeInEveryQuery(Path file) {
        var operation = new Parser()
                .parseDocument(operation(file).text())
                .getFirstDefinitionOfType(OperationDefinition.class)
                .orElseThrow();

        if (operation.getOperation() == OperationDefinition.Operation.QUERY) {
            assertThat(operation.getSelectionSet().getSelectionsOfType(Field.class))
                    .extracting(Field::getName)
                    .contains("me");
        }
    }

    private static GraphQLSchema schema(String dialect) {
        var types = new TypeDefinitionRegistry();
        var tabulator = dialect.equals("new") ? Stream.of("tabulator") : Stream.<String>of();
        for (var file : Stream.concat(Stream.of("schema", "admin", "buckets", "search", "search-" + dialect), tabulator)
                .toList()) {
            types.merge(
                    new SchemaParser().parse(SCHEMAS.resolve(file + ".graphql").toFile()));
        }
        var wiring = RuntimeWiring.newRuntimeWiring();
        types.scalars().keySet().stream()
                .filter(name -> !ScalarInfo.isGraphqlSpecifiedScalar(name))
                .forEach(name -> wiring.scalar(GraphQLScalarType.newScalar()
                        .name(name)
                        .coercing(new Coercing<Object, Object>() {})
                        .build()));
        types.getTypes(graphql.language.UnionTypeDefinition.class)
                .forEach(union -> wiring.type(union.getName(), type -> type.typeResolver(env -> null)));
        types.getTypes(graphql.language.InterfaceTypeDefinition.class)
                .forEach(face -> wiring.type(face.getName(), type -> type.typeResolver(env -> null)));
        return new SchemaGenerator().makeExecutableSchema(types, wiring.build());
    }
}
