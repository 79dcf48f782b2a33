package attack;

import java.util.Locale;

/** One attack of the table of faults: its letter and number, what it does, and how. */
record Row(String name, String what, Volleys attack) {
    /** Attacks until the target's time is over. */
    interface Volleys {
        void against(Target target) throws Exception;
    }

    /** Whether this is the row that was asked for, or one of its variants. */
    boolean fits(String asked) {
        var wanted = asked.toUpperCase(Locale.ROOT);
        var mine = name.toUpperCase(Locale.ROOT);
        return mine.equals(wanted) || mine.startsWith(wanted + "-");
    }
}
