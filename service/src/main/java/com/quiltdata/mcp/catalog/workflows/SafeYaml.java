package com.quiltdata.mcp.catalog.workflows;

import com.quiltdata.mcp.json.WellFormedText;
import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Loads untrusted YAML, without the constructs that take minutes to build from a small text: collections as keys, whose
 * hashes can be made to collide, and numbers and dates of any length, which need an explicit tag.
 */
public final class SafeYaml extends SafeConstructor {
    private static final Set<Tag> PARSED = Set.of(Tag.INT, Tag.FLOAT, Tag.TIMESTAMP);
    private static final int MAX_NUMBER_LENGTH = 100;
    private static final int MAX_PROBLEM = 200;

    private SafeYaml() {
        super(options());
    }

    private static LoaderOptions options() {
        var options = new LoaderOptions();
        options.setWarnOnDuplicateKeys(false); // the log would repeat each key as it is written
        return options;
    }

    /** Returns the only document, or null when empty; {@link YAMLException} when it is not a single plain one. */
    public static @Nullable Object load(byte[] text) {
        try {
            return new Yaml(new SafeYaml()).load(new ByteArrayInputStream(text));
        } catch (YAMLException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) { // the library's, for !!int x, !!seq x and many others
            throw new YAMLException("a value does not have the form of its tag", e);
        }
    }

    /** Returns where and why a text cannot be loaded, in parentheses after a space; empty if the parser does not say. */
    public static String place(YAMLException e) {
        return e instanceof MarkedYAMLException marked && marked.getProblemMark() != null
                ? " (line %d, column %d: %s)"
                        .formatted(
                                marked.getProblemMark().getLine() + 1,
                                marked.getProblemMark().getColumn() + 1,
                                WellFormedText.shortened(String.valueOf(marked.getProblem()), MAX_PROBLEM))
                : "";
    }

    @Override
    public @Nullable Object getSingleData(Class<?> type) {
        var document = composer.getSingleNode();
        if (document == null) {
            return null;
        }
        check(document, Collections.newSetFromMap(new IdentityHashMap<>()));
        return constructDocument(document);
    }

    private static void check(Node node, Set<Node> checked) {
        switch (node) {
            case ScalarNode scalar
            when PARSED.contains(scalar.getTag()) && scalar.getValue().length() > MAX_NUMBER_LENGTH ->
                throw new YAMLException("a number or date is too long");
            case MappingNode mapping
            when checked.add(mapping) -> mapping.getValue().forEach(member -> check(member, checked));
            case SequenceNode sequence
            when checked.add(sequence) -> sequence.getValue().forEach(item -> check(item, checked));
            default -> {}
        }
    }

    private static void check(NodeTuple member, Set<Node> checked) {
        if (member.getKeyNode() instanceof CollectionNode) {
            throw new YAMLException("a key must not be a collection");
        }
        check(member.getKeyNode(), checked);
        check(member.getValueNode(), checked);
    }
}
