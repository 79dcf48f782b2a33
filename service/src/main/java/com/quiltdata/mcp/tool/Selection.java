package com.quiltdata.mcp.tool;

import com.quiltdata.mcp.json.WellFormedText;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tools that are listed and those that may run. The operator chooses them; a connection can narrow the choice, not
 * widen it. A tool may run without being listed: {@code standard} lists few, and a connection's toolsets only shorten
 * the list. With "readonly", from either, tools other than {@link Effect#READ} are neither listed nor run.
 *
 * @param narrowed whether a connection narrowed the operator's choice
 */
public record Selection(
        Inventory inventory, Set<String> listedNames, Set<String> offeredNames, boolean readOnly, boolean narrowed) {
    static final List<String> PRESETS = List.of("standard", "readonly", "full");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(_[a-z0-9]+)+");
    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?]) (?=\\S)");

    /** The name of a preset or toolset that does not exist; the message lists those that do. */
    public static final class UnknownToolsetException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private UnknownToolsetException(String name, Inventory inventory) {
            super("There is no toolset '%s'; use one of %s."
                    .formatted(
                            WellFormedText.shown(name).replaceAll("\\p{Cc}", "?"),
                            String.join(", ", known(inventory))));
        }
    }

    /**
     * Returns the operator's selection from a comma-separated list of presets and toolsets. With {@code standard} or
     * {@code full} every tool may run, listed or not; otherwise only the tools of the named toolsets.
     *
     * @throws UnknownToolsetException when there is no preset or toolset of one of the names
     */
    public static Selection of(Inventory inventory, String names) {
        var chosen = parse(inventory, names);
        var readOnly = chosen.remove("readonly");
        if (chosen.isEmpty()) {
            chosen.add("standard");
        }
        var listed = names(inventory, chosen);
        var all = chosen.contains("standard") || chosen.contains("full");
        return new Selection(inventory, listed, all ? names(inventory, Set.of("full")) : listed, readOnly, false);
    }

    /**
     * Returns this selection narrowed by a connection's comma-separated list of presets and toolsets.
     *
     * @throws UnknownToolsetException when there is no preset or toolset of one of the names
     */
    public Selection narrow(String names) {
        var chosen = parse(inventory, names);
        var onlyReads = chosen.remove("readonly") || readOnly;
        var listed = new HashSet<>(listedNames);
        if (!chosen.isEmpty()) {
            listed.retainAll(names(inventory, chosen));
        }
        return new Selection(inventory, Set.copyOf(listed), offeredNames, onlyReads, true);
    }

    /** Returns the tools to list, in the inventory's order. */
    public List<Tool<?, ?>> listed() {
        return inventory.tools().stream()
                .filter(tool -> listedNames.contains(tool.spec().name()) && runs(tool))
                .toList();
    }

    /** Finds a tool that this server offers, listed or not; {@link #runs} decides whether it may run. */
    public Optional<Tool<?, ?>> find(String name) {
        return inventory.find(name).filter(_ -> offeredNames.contains(name));
    }

    /** Returns whether an offered tool may run: in read-only mode only a READ tool may. */
    public boolean runs(Tool<?, ?> tool) {
        return !readOnly || tool.spec().effect() == Effect.READ;
    }

    /** Returns whether none of the names is a tool that may not run. */
    public boolean supports(Stream<String> names) {
        return names.allMatch(name ->
                inventory.find(name).isEmpty() || find(name).filter(this::runs).isPresent());
    }

    /** Returns the text without the sentences that name a tool which may not run. */
    public String supported(String text) {
        return SENTENCE.splitAsStream(text)
                .filter(sentence -> supports(NAME.matcher(sentence).results().map(MatchResult::group)))
                .collect(Collectors.joining(" "));
    }

    private static Set<String> names(Inventory inventory, Set<String> chosen) {
        return inventory.toolsets().stream()
                .flatMap(set -> set.tools().stream()
                        .map(tool -> tool.spec().name())
                        .filter(name -> chosen.contains("full")
                                || chosen.contains(set.name())
                                || (chosen.contains("standard")
                                        && !set.further().contains(name))))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> parse(Inventory inventory, String names) {
        var known = known(inventory);
        var chosen = new HashSet<String>();
        for (var part : names.split(",", -1)) {
            var name = part.strip().toLowerCase(Locale.ROOT);
            if (!name.isEmpty() && !known.contains(name)) {
                throw new UnknownToolsetException(part.strip(), inventory);
            } else if (!name.isEmpty()) {
                chosen.add(name);
            }
        }
        return chosen;
    }

    private static List<String> known(Inventory inventory) {
        return Stream.concat(PRESETS.stream(), inventory.toolsets().stream().map(Toolset::name))
                .toList();
    }
}
