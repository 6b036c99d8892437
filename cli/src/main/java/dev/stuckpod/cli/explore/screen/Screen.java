package dev.stuckpod.cli.explore.screen;

import dev.stuckpod.cli.explore.answer.Answer;
import dev.stuckpod.cli.explore.session.Session;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.text.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A terminal at which somebody types. */
public final class Screen {
  private static final String PROMPT = "> ";
  private static final int HISTORY = 1_000;

  private final Session session;
  private final Terminal terminal;
  private final Pager pager;

  private Screen(Session session, Terminal terminal) {
    this.session = session;
    this.terminal = terminal;
    this.pager = new Pager(terminal, Console.over(terminal.writer()));
  }

  /**
   * Asks until somebody has had enough.
   *
   * @throws IOException if there is no terminal
   */
  public static void run(Session session) throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      new Screen(session, terminal).run(history());
    }
  }

  /** Asks at a terminal that remembers nothing. */
  static void run(Session session, Terminal terminal) {
    new Screen(session, terminal).run(Optional.empty());
  }

  private static Optional<Path> history() {
    String state = System.getenv("XDG_STATE_HOME");
    Path home = Path.of(System.getProperty("user.home", "."));
    Path folder = state == null || state.isEmpty() ? home.resolve(".local/state") : Path.of(state);
    return Optional.of(folder.resolve("stuckpod/explore_history"));
  }

  private void run(Optional<Path> history) {
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("stuckpod")
            .parser(new Typed.Reader())
            .completer(new Completion(session))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.INSERT_TAB, false)
            .variable(LineReader.HISTORY_SIZE, HISTORY)
            .variable(LineReader.HISTORY_FILE_SIZE, HISTORY);
    history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
    LineReader reader = builder.build();
    show(session.verdicts());
    session.answer("groups").ifPresent(this::show);
    pager.show("help tells what can be asked; Tab completes it; quit ends\n");
    while (!session.hasEnded()) {
      try {
        session.answer(reader.readLine(PROMPT)).ifPresent(this::show);
      } catch (UserInterruptException _) {
        pager.show("quit ends"); // the line is given up
      } catch (EndOfFileException end) {
        return;
      }
    }
  }

  private void show(Answer answer) {
    pager.show(TextAnswers.of(answer, layout()));
  }

  /** As wide as the terminal is now. */
  private Layout layout() {
    int width = terminal.getSize().getColumns();
    boolean dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
    return width <= 0
        ? Layout.PLAIN
        : new Layout(width, !dumb && System.getenv("NO_COLOR") == null);
  }
}
