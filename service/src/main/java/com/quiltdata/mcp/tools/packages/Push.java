package com.quiltdata.mcp.tools.packages;

import com.quiltdata.mcp.catalog.Manifest;
import com.quiltdata.mcp.catalog.NewEntry;
import com.quiltdata.mcp.catalog.NewRevision;
import com.quiltdata.mcp.catalog.PackageName;
import com.quiltdata.mcp.tool.Call;
import com.quiltdata.mcp.tool.Failure;
import com.quiltdata.mcp.tool.Unbroken;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a change to a package, so that nothing is superseded that its author did not see and no change is lost unsaid. The
 * registry checks no parent and keeps no lock; how it is done all the same is in {@code runbook/decisions/0005}.
 */
final class Push {
    private final PackagePorts ports;
    private final Bases bases;
    private final Sender sender;
    private final Landing landing;
    private final Uploads uploads;

    Push(PackagePorts ports, Pace pace) {
        var history = new History(ports.packages());
        this.ports = ports;
        this.bases = new Bases(ports.packages(), pace);
        this.sender = new Sender(bases, history, ports.manifests(), pace);
        this.landing = new Landing(bases, history, ports.changes(), pace);
        this.uploads = new Uploads(ports.uploads());
    }

    /**
     * A change that stands.
     *
     * @param base the revision that it was made from, by its hash; null when it made the package
     */
    record Made(
            PackageName name,
            @Nullable String base,
            String hash,
            @Nullable String message,
            Delta delta,
            List<String> warnings) {
        /** The same with one more to mind. */
        Made with(String warning) {
            var more = new ArrayList<>(warnings);
            more.add(warning);
            return new Made(name, base, hash, message, delta, List.copyOf(more));
        }
    }

    /** A revision that was sent, before it is known how it came out. */
    record Pending(String hash, @Nullable String message, Delta delta, List<String> warnings) {}

    /** What a change can be made from. */
    Base base(Call call, PackageName name) {
        return bases.find(call, name);
    }

    /** Makes a revision of what a tool drafts on the base; its manifest is null where there is no package yet. */
    Made make(Call call, Base base, Function<@Nullable Manifest, Draft> drafting) {
        return settled(call, base, () -> withManifest(call, base, manifest -> send(call, base, manifest, drafting)));
    }

    /** The same for what something else than a draft becomes. */
    Made settled(Call call, Base base, Supplier<Pending> sending) {
        sender.limit(call);
        var pending = sending.get();
        var warnings = new ArrayList<>(pending.warnings());
        warnings.addAll(Unbroken.run(() -> landing.land(call, base, pending.hash())));
        var from = base.latest();
        if (from != null && from.hash().equals(pending.hash())) {
            warnings.add("The registry made the very same revision again: nothing differs from the one before.");
        }
        return new Made(
                base.name(),
                from == null ? null : from.hash(),
                pending.hash(),
                pending.message(),
                pending.delta(),
                List.copyOf(warnings));
    }

    /** Sends what is ready to be sent. */
    String send(Call call, Base base, Sender.Order order) {
        return sender.send(call, base, order);
    }

    <T> T withManifest(Call call, Base base, Function<@Nullable Manifest, T> work) {
        return base.exists()
                ? ports.manifests()
                        .with(call.caller(), base.name(), base.revision().hash(), manifest -> work.apply(manifest))
                : work.apply(null);
    }

    /** Refuses what the bucket's workflow would refuse. */
    void check(Call call, NewRevision revision) {
        var faults = ports.workflows().faults(call.caller(), revision);
        if (!faults.isEmpty()) {
            throw new Failure.Invalid("The workflow of bucket `%s` refuses this: %s Nothing was sent."
                    .formatted(revision.name().bucket(), String.join(" ", faults)));
        }
    }

    private Pending send(
            Call call, Base base, @Nullable Manifest manifest, Function<@Nullable Manifest, Draft> drafting) {
        var draft = drafting.apply(manifest);
        if (manifest != null && draft.saysNothingNewAfter(manifest.message(), manifest.userMeta())) {
            throw new Failure.Invalid(
                    "Nothing would change: files and metadata are those of revision %s. Nothing was sent."
                            .formatted(manifest.hash()));
        }
        var planned = draft.assembly().entries();
        check(call, draft.revision(base.name(), planned));
        sender.limit(call);
        var revision = draft.revision(base.name(), uploaded(call, base, draft, planned));
        var hash = sender.send(
                call, base, new Sent(revision, limit -> ports.changes().construct(call.caller(), revision, limit)));
        return new Pending(hash, draft.message(), draft.assembly().delta(), warnings(draft, manifest));
    }

    private List<NewEntry> uploaded(Call call, Base base, Draft draft, List<NewEntry> planned) {
        if (draft.uploads().isEmpty()) {
            return planned;
        }
        bases.requireStill(call, base);
        return uploads.put(call, draft.uploads(), planned);
    }

    private static List<String> warnings(Draft draft, @Nullable Manifest base) {
        var warnings = new ArrayList<>(draft.warnings());
        if (draft.assembly().metadataDropped() > 0) {
            warnings.add(
                    "%,d files that were set anew had metadata of their own, which is not carried over; set them with `meta` to give it."
                            .formatted(draft.assembly().metadataDropped()));
        }
        if (base != null && !base.folders().isEmpty()) {
            warnings.add("The metadata of %,d folders is not carried over, because the registry takes none: %s."
                    .formatted(
                            base.folders().size(),
                            Words.few(base.folders().keySet().stream().sorted().toList())));
        }
        return warnings;
    }
}
