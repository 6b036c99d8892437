package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.GoProgram.Build;
import dev.stuckpod.goroutines.code.value.Kind;
import dev.stuckpod.goroutines.code.verdict.Holder;
import dev.stuckpod.goroutines.code.verdict.Level;
import dev.stuckpod.goroutines.code.verdict.Verdict;
import dev.stuckpod.goroutines.memory.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In a program that never stands still, every claim was true at the moment it is about. */
class NappingIT {

  private static final int READINGS = 40;

  static Stream<String> versions() {
    String versions = System.getProperty("go.versions", "");
    return versions.isEmpty() || versions.equals("all")
        ? Stream.of("1.19.13", "1.22.12", "1.27.0")
        : Stream.of(versions.split(","));
  }

  /** Where the program's notes are. */
  private record Notes(
      int goroutines, int locks, long goids, long held, long mutexes, long readers) {

    static Notes of(Path file) throws IOException {
      String[] n = Files.readString(file).strip().split(" ");
      return new Notes(
          Integer.parseInt(n[0]),
          Integer.parseInt(n[1]),
          Long.parseLong(n[2]),
          Long.parseLong(n[3]),
          Long.parseLong(n[4]),
          Long.parseLong(n[5]));
    }

    int size() {
      return goroutines * 2 * locks * 4;
    }

    /** Gives which note is about a lock; -1 for none. */
    int column(long lock) {
      if (lock >= mutexes && lock < mutexes + 8L * locks) {
        return (int) (lock - mutexes) / 8;
      }
      return lock >= readers && lock < readers + 24L * locks
          ? locks + (int) (lock - readers) / 24
          : -1;
    }
  }

  @ParameterizedTest(name = "Go {0}")
  @MethodSource("versions")
  void claimsNothingThatWasNotSo(String version) throws Exception {
    Path file = Files.createTempFile("notes", "");
    Path program = GoProgram.build("napping", version, Build.STRIPPED);
    try (GoProgram app = GoProgram.start(program, file.toString());
        OpenProcess process = OpenProcess.of(app)) {
      Notes notes = Notes.of(file);
      Map<Long, Block> then = new HashMap<>();
      LockReading reading =
          new LockReading(
              process,
              lock -> {
                Block all = then.computeIfAbsent(lock, _ -> new Block(notes.size()));
                try {
                  all.load(process.memory(), notes.held());
                } catch (IOException failed) {
                  throw new UncheckedIOException(failed);
                }
              });
      Map<Long, Integer> rows = rows(process, notes);
      int right = 0;
      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < READINGS; i++) {
        for (Map.Entry<Long, Map<Kind, Verdict>> lock : reading.read().entrySet()) {
          int column = notes.column(lock.getKey());
          Block held = then.get(lock.getKey());
          for (Verdict verdict : lock.getValue().values()) {
            for (Holder h : verdict.holders()) {
              Integer row = rows.get(h.goid());
              if (row == null || column < 0 || held == null || h.level() == Level.SUSPECTED) {
                continue;
              }
              int note = held.i32((row * 2 * notes.locks() + column) * 4);
              if (note == (h.mode() == Kind.WRITE ? 2 : 1)) {
                right++;
              } else {
                wrong.add(h + " of " + Long.toHexString(lock.getKey()) + ", noted " + note);
              }
            }
          }
        }
      }
      assertThat(right).isGreaterThan(READINGS);
      // between a lock and its note lie some instructions
      assertThat(wrong).as("%d were right", right).hasSizeLessThan(1 + right / 500);
    } finally {
      Files.delete(file);
    }
  }

  private static Map<Long, Integer> rows(OpenProcess process, Notes notes) throws IOException {
    Block goids = new Block(8 * notes.goroutines());
    goids.load(process.memory(), notes.goids());
    Map<Long, Integer> rows = new HashMap<>();
    for (int i = 0; i < notes.goroutines(); i++) {
      rows.put(goids.u64(8 * i), i);
    }
    return rows;
  }
}
