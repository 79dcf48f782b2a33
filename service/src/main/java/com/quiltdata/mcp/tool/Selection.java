package com.quiltdata.mcp.tool;

import com.google.common.base.Splitter;
import com.google.common.collect.Sets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tools that are listed and those that may run. The operator sets both. A connection can list other tools that the
 * operator allows, and exclude some. A tool that is not listed may still run. With "readonly", from the operator or the
 * connection, tools other than {@link Effect#READ} are neither listed nor run.
 *
 * @param listedNames names of the tools to list; all of them may run
 * @param allowedNames names of the tools that the operator allows
 * @param excludedNames names of allowed tools that the connection excludes
 * @param chosen whether a connection changed the operator's choice
 */
public record Selection(
        Inventory inventory,
        Set<String> listedNames,
        Set<String> allowedNames,
        Set<String> excludedNames,
        boolean readOnly,
        boolean chosen)
        implements RunningTools {
    static final List<String> PRESETS = List.of("standard", "readonly", "full");
    private static final String READ_ONLY = "readonly";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(_[a-z0-9]+)+");
    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?]) (?=\\S)");

    public Selection {
        var writing = readOnly ? inventory.writing() : Set.<String>of();
        listedNames = Set.copyOf(
                Sets.difference(Sets.difference(Sets.intersection(listedNames, allowedNames), excludedNames), writing));
        allowedNames = Set.copyOf(allowedNames);
        excludedNames = Set.copyOf(excludedNames);
    }

    /** Returns the operator's selection where the listed toolsets also decide which tools may run. */
    public static Selection of(Inventory inventory, String toolsets) {
        return of(inventory, toolsets, null);
    }

    /**
     * Returns the operator's selection from two comma-separated lists of presets and toolsets. "readonly" in either
     * applies to both.
     *
     * @param toolsets what is listed; if none of it may run, all that may run is listed
     * @param allowed what may run, listed or not, with {@code standard} meaning {@code full}; null or blank for the same
     *     as {@code toolsets}
     * @throws UnknownNameException when there is no preset or toolset of one of the names
     */
    public static Selection of(Inventory inventory, String toolsets, @Nullable String allowed) {
        var known = known(inventory.toolsets().stream());
        var listed = parse(toolsets, known);
        var running = parse(allowed == null ? "" : allowed, known);
        if (running.isEmpty()) {
            running.addAll(listed);
        }
        var onlyReads = listed.remove(READ_ONLY);
        onlyReads |= running.remove(READ_ONLY);
        if (listed.isEmpty()) {
            listed.add("standard");
        }
        if (running.isEmpty() || running.contains("standard")) {
            running.add("full");
        }
        var allowedNames = inventory.names(running);
        var selection = new Selection(inventory, inventory.names(listed), allowedNames, Set.of(), onlyReads, false);
        return selection.listedNames().isEmpty()
                ? new Selection(inventory, allowedNames, allowedNames, Set.of(), onlyReads, false)
                : selection;
    }

    /**
     * Returns this selection as a connection changes it. Excluded tools and, if read-only, tools that write are neither
     * listed nor run. Of the others, the tools that are in all given lists of toolsets are listed, and those named
     * one by one; if the connection names neither, those that the operator lists.
     *
     * @throws UnknownNameException when there is no preset, toolset or tool of one of the names, or nothing is listed
     */
    public Selection choose(SelectionRequest request) {
        var onlyReads = readOnly || request.readOnly();
        var lists = new ArrayList<Set<String>>();
        for (var names : request.toolsets()) {
            var sets = parse(names, known());
            onlyReads |= sets.remove(READ_ONLY);
            if (!sets.isEmpty()) {
                lists.add(inventory.names(sets));
            }
        }
        var tools = tools(request.tools());
        refuseOptIn(tools);
        var excluded = tools(request.excluded());
        if (lists.isEmpty() && tools.isEmpty() && excluded.isEmpty() && onlyReads == readOnly) {
            return this;
        }
        var unnamed = tools.isEmpty() ? listedNames : tools;
        var listed = lists.stream().reduce(Sets::intersection);
        var selection = new Selection(
                inventory,
                listed.isPresent() ? Sets.union(listed.get(), tools) : unnamed,
                allowedNames,
                Sets.intersection(excluded, allowedNames),
                onlyReads,
                true);
        if (selection.listedNames().isEmpty()) {
            throw UnknownNameException.noTool(selection.toolsets());
        }
        return selection;
    }

    /** Returns this selection without listing tools that cannot be limited to buckets, for a connection that is limited. */
    public Selection limitedToBuckets() {
        var listed = Sets.difference(listedNames, inventory.unlimitable());
        return listed.size() == listedNames.size()
                ? this
                : new Selection(inventory, listed, allowedNames, excludedNames, readOnly, true);
    }

    /** Returns the names of the toolsets that have a tool which the operator and read-only mode allow. */
    private List<String> toolsets() {
        return inventory.toolsets().stream()
                .filter(set -> set.tools().stream().anyMatch(this::mayRun))
                .map(Toolset::name)
                .toList();
    }

    private boolean mayRun(Tool<?, ?> tool) {
        return allowedNames.contains(tool.spec().name())
                && (!readOnly || tool.spec().effect() == Effect.READ);
    }

    /** Returns the tools to list, in the inventory's order. */
    public List<Tool<?, ?>> listed() {
        return inventory.tools().stream()
                .filter(tool -> listedNames.contains(tool.spec().name()))
                .toList();
    }

    /** Finds a tool that the operator allows, listed or not; {@link #runs} decides whether it may run. */
    public Optional<Tool<?, ?>> find(String name) {
        return inventory.find(name).filter(_ -> allowedNames.contains(name));
    }

    /** Returns whether an allowed tool may run: it is not excluded, and in read-only mode it is a READ tool. */
    public boolean runs(Tool<?, ?> tool) {
        return !excludedNames.contains(tool.spec().name()) && mayRun(tool);
    }

    private boolean runs(String name) {
        return find(name).filter(this::runs).isPresent();
    }

    @Override
    public boolean runsAnyOf(String toolset) {
        return inventory.toolsets().stream()
                .filter(set -> set.name().equals(toolset))
                .anyMatch(set -> set.tools().stream().anyMatch(this::runs));
    }

    /** Returns the exception for a tool that this selection does not have; it names the nearest one that may run. */
    public UnknownNameException unknown(String name) {
        return UnknownNameException.tool(
                name, allowedNames.stream().filter(this::runs).sorted().toList());
    }

    /** Returns whether none of the names is a tool that may not run. */
    public boolean supports(Stream<String> names) {
        return names.allMatch(name -> inventory.find(name).isEmpty() || runs(name));
    }

    @Override
    public boolean offers(Collection<String> tools) {
        var standard = inventory.names(Set.of("standard"));
        return supports(tools.stream())
                && tools.stream()
                        .allMatch(name -> inventory.find(name).isEmpty()
                                || standard.contains(name)
                                || listedNames.contains(name));
    }

    /** Returns the text without the sentences that name a tool which may not run. */
    public String supported(String text) {
        return SENTENCE.splitAsStream(text)
                .filter(sentence -> supports(NAME.matcher(sentence).results().map(MatchResult::group)))
                .collect(Collectors.joining(" "));
    }

    private static Set<String> parse(String names, List<String> known) {
        return split(names)
                .map(name -> known.stream()
                        .filter(name::equalsIgnoreCase)
                        .findFirst()
                        .orElseThrow(() -> UnknownNameException.toolset(name, known)))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Set<String> tools(String names) {
        return split(names)
                .map(name -> inventory
                        .find(name)
                        .or(() -> inventory.find(name.toLowerCase(Locale.ROOT)))
                        .orElseThrow(() -> unknown(name))
                        .spec()
                        .name())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> split(String names) {
        return Splitter.on(',').trimResults().omitEmptyStrings().splitToStream(names);
    }

    /** Refuses tools of opt-in toolsets that the operator does not allow, as if they did not exist. */
    private void refuseOptIn(Set<String> tools) {
        if (tools.isEmpty()) {
            return;
        }
        for (var set : inventory.toolsets()) {
            set.tools().stream()
                    .map(tool -> tool.spec().name())
                    .filter(name -> set.optIn() && tools.contains(name) && !allowedNames.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw unknown(name);
                    });
        }
    }

    /** Returns what a connection may name: every toolset, but opt-in toolsets only where the operator allows them. */
    private List<String> known() {
        return known(inventory.toolsets().stream().filter(set -> !set.optIn() || runsAnyOf(set.name())));
    }

    private static List<String> known(Stream<Toolset> toolsets) {
        return Stream.concat(PRESETS.stream(), toolsets.map(Toolset::name)).toList();
    }
}
