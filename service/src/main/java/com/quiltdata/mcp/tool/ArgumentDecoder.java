package com.quiltdata.mcp.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Suppliers;
import com.quiltdata.mcp.catalog.Failure;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.List;
import java.util.function.Supplier;

/** Decodes the arguments of a call into the tool's input record, or fails with a sentence that says what to send. */
final class ArgumentDecoder<I extends Record> {
    private final Class<I> record;

    /** Read from the record by the first call, because most processes call few of the tools. */
    private final Supplier<ArgumentSchema> schema;

    private final List<String> reserved;
    private final PageAddresses pages;
    private final Validator validator;

    /**
     * Creates the decoder of a tool's arguments.
     *
     * @param reserved names of arguments that are removed before the others are decoded
     */
    ArgumentDecoder(Class<I> record, List<String> reserved, PageAddresses pages, Validator validator) {
        this.record = record;
        this.schema = Suppliers.memoize(() -> ArgumentSchema.of(record));
        this.reserved = reserved;
        this.pages = pages;
        this.validator = validator;
    }

    /** Returns the arguments that are sent, valid or not, under their own names and in the types of the schema. */
    ObjectNode sent(ObjectNode arguments) {
        var listed = arguments;
        try {
            listed = pages.inLists(arguments);
        } catch (Failure.Invalid e) {
            // The audit log shows such a list without this item.
        }
        var sent = schema.get().sent(listed, "", new ArgumentFaults());
        try {
            pages.resolve(sent);
        } catch (Failure.Invalid e) {
            // The audit log shows such an address as "?".
        }
        return sent;
    }

    I decode(ObjectNode arguments) {
        var faults = new ArgumentFaults();
        var fitted = schema.get().fit(pages.inLists(arguments), "", reserved, faults);
        faults.refuseIfAny();
        ArgumentFaults.refuseUnstorable(fitted);
        pages.resolve(fitted);
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
        var path = ToolJson.wireName(violation.getPropertyPath().toString(), null);
        return "`%s` %s".formatted(path, violation.getMessage());
    }
}
