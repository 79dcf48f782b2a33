package attack;

import java.util.Locale;

/** One attack: its name, its description, and the code that runs it. */
record Row(String name, String what, Volleys attack) {
    /** Attacks until the target's time is over. */
    interface Volleys {
        void against(Target target) throws Exception;
    }

    /** Returns whether this is the requested row or one of its variants. */
    boolean fits(String asked) {
        var wanted = asked.toUpperCase(Locale.ROOT);
        var mine = name.toUpperCase(Locale.ROOT);
        return mine.equals(wanted) || mine.startsWith(wanted + "-");
    }
}
