package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;

/** Decodes the arguments of a call into the tool's input record, or fails with a sentence that says what to send. */
final class ArgumentDecoder<I extends Record> {
    private final Class<I> record;
    private final ArgumentSchema schema;
    private final Validator validator;

    ArgumentDecoder(Class<I> record, Validator validator) {
        this.record = record;
        this.schema = ArgumentSchema.of(record);
        this.validator = validator;
    }

    I decode(ObjectNode arguments) {
        var faults = new ArgumentFaults();
        var fitted = schema.fit(arguments, "", faults);
        faults.refuseIfAny();
        try {
            var input = ToolJson.MAPPER.treeToValue(fitted, record);
            validator.validate(input).stream()
                    .map(ArgumentDecoder::sentence)
                    .sorted()
                    .forEach(fault -> faults.add(() -> fault));
            faults.refuseIfAny();
            return input;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("valid arguments did not bind to " + record, e);
        }
    }

    private static String sentence(ConstraintViolation<?> violation) {
        var path = new StringBuilder();
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.isInIterable() && node.getIndex() != null) {
                path.append('[').append(node.getIndex()).append(']');
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                path.append(path.isEmpty() ? "" : ".").append(ToolJson.wireName(node.getName(), null));
            }
        }
        return "`%s` %s".formatted(path, violation.getMessage());
    }
}
