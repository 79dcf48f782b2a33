package com.quiltdata.mcp.catalog.trino;

import com.google.common.base.Ascii;
import com.quiltdata.mcp.catalog.Failure;
import io.trino.grammar.sql.SqlBaseLexer;
import io.trino.grammar.sql.SqlBaseParser;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATNConfigSet;
import org.antlr.v4.runtime.atn.ParserATNSimulator;
import org.antlr.v4.runtime.atn.PredictionContextCache;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.dfa.DFA;
import org.jspecify.annotations.Nullable;

/**
 * Trino's grammar, in bounded time and memory.
 *
 * <p>Trino's parser explains an error by a search that took 28 seconds for 260 KB, so a statement reaches it only if the
 * bare grammar accepts it. What ANTLR learns of a grammar grows with each new form of statement and is kept for good, so
 * it is kept here and forgotten when it is large.
 */
final class TrinoGrammar {
    /** Typical statements take 50, and none with these limits of size has taken 2,000. */
    private static final int MAX_STEPS = 10_000;

    /** Holds some 20 MB; typical statements lead to 500. */
    private static final int MAX_STATES = 20_000;

    /** A statement of many forms, so that no class is initialized on a stack that nearly overflows. */
    private static final String SAMPLE =
            "WITH a AS (SELECT x.y, count(*) FROM s.t x WHERE x.y > 1 AND z IN ('a', 'b') GROUP BY 1 LIMIT 3)"
                    + " SELECT CASE WHEN a.b THEN 1 ELSE -2 END, CAST(c AS bigint), f((p, q) -> p[1])"
                    + " FROM a JOIN (SELECT 1) d ON a.x = d.y OR NOT a.z LIKE 'x' UNION ALL VALUES (1, 2, (SELECT 3))";

    private volatile Learned learned = Learned.nothing();

    TrinoGrammar() {
        try {
            parse("SELECT (");
        } catch (ParsingException e) {
            parse(SAMPLE);
        }
    }

    /**
     * Parses a statement.
     *
     * @throws ParsingException if Trino's grammar does not accept it
     * @throws Failure.Invalid if that is not known after a bounded number of steps
     */
    Statement parse(String text) {
        var current = learned;
        try {
            check(text, current);
            return new SqlParser((_, parser) -> parser.setInterpreter(new BoundedSimulator(parser, current)))
                    .createStatement(text);
        } finally {
            if (current.states() > MAX_STATES) {
                learned = Learned.nothing();
            }
        }
    }

    private static void check(String text, Learned learned) {
        try {
            check(text, learned, PredictionMode.SLL);
        } catch (ParsingException e) {
            check(text, learned, PredictionMode.LL);
        }
    }

    private static void check(String text, Learned learned, PredictionMode mode) {
        var lexer = new SqlBaseLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        var parser = new SqlBaseParser(new CommonTokenStream(lexer));
        parser.setInterpreter(new BoundedSimulator(parser, learned));
        parser.getInterpreter().setPredictionMode(mode);
        parser.setBuildParseTree(false);
        parser.removeErrorListeners();
        parser.addErrorListener(new FirstError());
        parser.singleStatement();
    }

    /** What ANTLR has learned of the grammar: its automata, one for each decision. */
    private record Learned(List<DFA> automata, PredictionContextCache contexts) {
        static Learned nothing() {
            var grammar = SqlBaseParser._ATN;
            var automata = IntStream.range(0, grammar.getNumberOfDecisions())
                    .mapToObj(decision -> new DFA(grammar.getDecisionState(decision), decision))
                    .toList();
            return new Learned(automata, new PredictionContextCache());
        }

        int states() {
            return automata.stream()
                    .mapToInt(automaton -> automaton.states.size())
                    .sum();
        }
    }

    /** ANTLR's prediction with a maximum number of steps that are not yet learned. */
    private static final class BoundedSimulator extends ParserATNSimulator {
        private int steps;

        BoundedSimulator(SqlBaseParser parser, Learned learned) {
            super(parser, SqlBaseParser._ATN, learned.automata().toArray(DFA[]::new), learned.contexts());
        }

        @Override
        protected @Nullable ATNConfigSet computeReachSet(ATNConfigSet closure, int token, boolean fullContext) {
            if (++steps > MAX_STEPS) {
                throw SqlTokens.tooComplex();
            }
            return super.computeReachSet(closure, token, fullContext);
        }
    }

    /** Ends parsing at the first error. */
    private static final class FirstError extends BaseErrorListener {
        private static final int MAX_TOKEN = 50;

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object symbol,
                int line,
                int column,
                @Nullable String message,
                @Nullable RecognitionException cause) {
            var token = symbol instanceof Token offending ? offending.getText() : "";
            var words = switch (token) {
                case "<EOF>" -> "it ends too early";
                case "'", "\"" -> "a quote is not closed";
                default -> "unexpected " + Ascii.truncate(token, MAX_TOKEN, "…");
            };
            throw new ParsingException(words, cause, line, column + 1);
        }
    }
}
