package dev.stuckpod.cli.explore.session;

import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.cli.explore.answer.Answer;
import dev.stuckpod.cli.explore.population.LoadedDump;
import dev.stuckpod.cli.explore.word.Line;
import dev.stuckpod.cli.explore.word.LineException;
import dev.stuckpod.cli.explore.word.Lines;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Dumps that somebody looks into: what is asked, answered, and remembered in between. */
public final class Session {
  private final Store store;
  private final Sets sets = new Sets();
  private final Asked asked;

  /** Begins without a dump. */
  public Session(Store store) {
    this.store = store;
    this.asked = new Asked(sets, store);
  }

  /**
   * Reads a dump.
   *
   * @param source of the store
   * @throws NotADumpException if it is none
   * @throws IOException if it cannot be read
   */
  public void open(String source) throws NotADumpException, IOException {
    sets.add(sets.next(), sets.population().add(source, store.open(source)));
  }

  /** Whether somebody has had enough. */
  public boolean hasEnded() {
    return asked.hasEnded();
  }

  /** The names of the sets that there are. */
  public Set<String> names() {
    return sets.names();
  }

  /** The dumps that were read. */
  public List<LoadedDump> dumps() {
    return sets.population().dumps();
  }

  /** What is wrong in each dump. */
  public Answer verdicts() {
    return asked.verdicts();
  }

  /** Answers a line; nothing where nothing is asked. */
  public Optional<Answer> answer(String typed) {
    try {
      Line line = Lines.read(typed, sets.names());
      return line == null
          ? Optional.empty()
          : Optional.of(
              new Effort(Effort.Limit.DEFAULT, System::nanoTime)
                  .run(() -> asked.answer(line, typed)));
    } catch (LineException wrong) {
      return wrong(String.valueOf(wrong.getMessage()), typed, wrong.column());
    } catch (Sets.NoSuchSet | Effort.SpentException wrong) {
      return wrong(String.valueOf(wrong.getMessage()), typed, -1);
    } catch (StackOverflowError deep) {
      return wrong("a pattern or a stack is too deep for this", typed, -1);
    }
  }

  private static Optional<Answer> wrong(String sentence, String typed, int column) {
    return Optional.of(new Answer.Wrong(sentence, typed, column));
  }
}
