package com.quiltdata.mcp.tool;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which tools are listed, and which are run: chosen by the operator, narrowed by a connection, never widened by it. A tool
 * that is run need not be listed: {@code standard} lists few, and a connection's names only shorten the list.
 * {@code readonly} is a fence wherever it is said: what is not a {@link Effect#READ} is then neither listed nor run.
 */
public final class Selection {
    static final List<String> PRESETS = List.of("standard", "readonly", "full");
    private static final int SHOWN = 40;

    private final Inventory inventory;
    private final Set<String> listed;
    private final Set<String> offered;
    private final boolean readOnly;
    private final boolean narrowed;

    private Selection(
            Inventory inventory, Set<String> listed, Set<String> offered, boolean readOnly, boolean narrowed) {
        this.inventory = inventory;
        this.listed = listed;
        this.offered = offered;
        this.readOnly = readOnly;
        this.narrowed = narrowed;
    }

    /** A preset or toolset that does not exist; the message is one sentence that names those that do. */
    public static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Unknown(String name, Inventory inventory) {
            super("There is no toolset '%s'; there are %s."
                    .formatted(shown(name), String.join(", ", known(inventory))));
        }
    }

    /**
     * The operator's choice: presets and names of toolsets, with commas between. Toolsets without {@code standard} or
     * {@code full} are all that there is; with one of these every tool is run, listed or not.
     *
     * @throws Unknown when one of the names is none
     */
    public static Selection of(Inventory inventory, String names) {
        var chosen = parse(inventory, names);
        var readOnly = chosen.remove("readonly");
        if (chosen.isEmpty()) {
            chosen.add("standard");
        }
        var listed = listed(inventory, chosen);
        var everything = chosen.contains("standard") || chosen.contains("full");
        return new Selection(
                inventory, listed, everything ? listed(inventory, Set.of("full")) : listed, readOnly, false);
    }

    /**
     * A connection's choice among these, in the same words.
     *
     * @throws Unknown when one of the names is none
     */
    public Selection narrow(String names) {
        var chosen = parse(inventory, names);
        var only = chosen.remove("readonly");
        var kept = new HashSet<>(listed);
        if (!chosen.isEmpty()) {
            kept.retainAll(listed(inventory, chosen));
        }
        return new Selection(inventory, Set.copyOf(kept), offered, readOnly || only, true);
    }

    /** The tools to list, in the inventory's order. */
    public List<Tool<?, ?>> listed() {
        return inventory.tools().stream()
                .filter(tool -> listed.contains(tool.spec().name()) && runs(tool))
                .toList();
    }

    /** A tool that this server offers, listed or not; {@link #runs} tells whether it may run here. */
    public Optional<Tool<?, ?>> find(String name) {
        return inventory.find(name).filter(_ -> offered.contains(name));
    }

    /** Whether a tool that was found may be run: in read-only mode only a READ is. */
    public boolean runs(Tool<?, ?> tool) {
        return !readOnly || tool.spec().effect() == Effect.READ;
    }

    /** Whether a connection had a say in it. */
    public boolean narrowed() {
        return narrowed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Selection that
                && listed.equals(that.listed)
                && offered.equals(that.offered)
                && readOnly == that.readOnly
                && narrowed == that.narrowed;
    }

    @Override
    public int hashCode() {
        return listed.hashCode() * 31 + Boolean.hashCode(readOnly);
    }

    private static Set<String> listed(Inventory inventory, Set<String> chosen) {
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
                throw new Unknown(part.strip(), inventory);
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

    private static String shown(String name) {
        var line = name.codePoints()
                .limit(SHOWN)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return name.length() <= SHOWN ? line.toString() : line + "…";
    }
}
