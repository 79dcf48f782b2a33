package com.quiltdata.mcp.isolation;

import com.quiltdata.mcp.testing.SandboxProcess;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A sandbox whose data will be marked with words that occur nowhere else: one for all of it, one for what only those who
 * read quilt-lab may see, and one for quilt-private.
 */
public final class MarkedCatalog implements AutoCloseable {
    private final String name;
    private final SandboxProcess sandbox;
    private final String mark = newMark();
    private final String labMark = newMark();
    private final String privateMark = newMark();
    private final Map<String, Member> members = new HashMap<>();

    /** Starts one; its log is {@code target/sandbox-isolation-NAME-N.log}, where N is the number of the test process. */
    public MarkedCatalog(String name) {
        this.name = name;
        this.sandbox = SandboxProcess.started("sandbox-isolation-" + name);
    }

    private static String newMark() {
        var bytes = new byte[6];
        ThreadLocalRandom.current().nextBytes(bytes);
        return "mk" + HexFormat.of().formatHex(bytes);
    }

    public String name() {
        return name;
    }

    public SandboxProcess sandbox() {
        return sandbox;
    }

    public String mark() {
        return mark;
    }

    public String labMark() {
        return labMark;
    }

    public String privateMark() {
        return privateMark;
    }

    /** The seeded administrator, who makes the others. */
    public Member seeded() {
        return members.computeIfAbsent("seeded", slot -> new Member(this, slot, "admin", sandbox.token("admin")));
    }

    /** The caller of this kind, whose user name has the mark; the user must exist when first asked for. */
    public Member member(String slot) {
        return members.computeIfAbsent(
                slot, _ -> new Member(this, slot, userName(slot), sandbox.tokenOf(userName(slot))));
    }

    String userName(String slot) {
        return mark + "_" + slot;
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
