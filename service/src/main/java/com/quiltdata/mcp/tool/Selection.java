package com.quiltdata.mcp.tool;

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
 * the list. With {@code readonly}, from either, tools other than {@link Effect#READ} are neither listed nor run.
 */
public final class Selection {
    static final List<String> PRESETS = List.of("standard", "readonly", "full");
    private static final int SHOWN = 40;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(_[a-z0-9]+)+");
    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?]) (?=\\S)");

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

    /** The name of a preset or toolset that does not exist; the message lists those that do. */
    public static final class UnknownToolsetException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private UnknownToolsetException(String name, Inventory inventory) {
            super("There is no toolset '%s'; use one of %s."
                    .formatted(shown(name), String.join(", ", known(inventory))));
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
        var listed = listed(inventory, chosen);
        var everything = chosen.contains("standard") || chosen.contains("full");
        return new Selection(
                inventory, listed, everything ? listed(inventory, Set.of("full")) : listed, readOnly, false);
    }

    /**
     * Returns this selection narrowed by a connection's comma-separated list of presets and toolsets.
     *
     * @throws UnknownToolsetException when there is no preset or toolset of one of the names
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

    /** Returns the tools to list, in the inventory's order. */
    public List<Tool<?, ?>> listed() {
        return inventory.tools().stream()
                .filter(tool -> listed.contains(tool.spec().name()) && runs(tool))
                .toList();
    }

    /** Finds a tool that this server offers, listed or not; {@link #runs} decides whether it may run. */
    public Optional<Tool<?, ?>> find(String name) {
        return inventory.find(name).filter(_ -> offered.contains(name));
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

    /** Returns whether a connection narrowed this selection. */
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

    private static String shown(String name) {
        var line = name.codePoints()
                .limit(SHOWN)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return name.length() <= SHOWN ? line.toString() : line + "…";
    }
}
