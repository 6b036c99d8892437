package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.GoProgram.Build;
import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
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

  /** Takes down the program's notes when a page with words of locks is first read in a dump. */
  private static final class Watched implements Memory {
    private static final int PAGE = 4096;

    private final Memory memory;
    private final Notes notes;
    private final Map<Integer, Block> then = new HashMap<>();

    Watched(Memory memory, Notes notes) {
      this.memory = memory;
      this.notes = notes;
    }

    @Override
    public int read(long address, ByteBuffer into) throws IOException {
      int count = memory.read(address, into);
      if (count == PAGE) {
        Block all = new Block(notes.size());
        for (long word = address; word < address + count; word += 8) {
          int column = notes.column(word);
          if (column >= 0 && all.load(memory, notes.held())) {
            then.putIfAbsent(column, all);
          }
        }
      }
      return count;
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
      var memory = new Watched(process.memory(), notes);
      Program read = OpenProcess.program(memory, process.file(), process.entry());
      Map<Long, Integer> rows = rows(process, notes);
      int right = 0;
      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < READINGS; i++) {
        memory.then.clear();
        for (Map.Entry<Long, Held> lock : Held.of(memory, read).entrySet()) {
          int column = notes.column(lock.getKey());
          Block held = memory.then.get(column);
          for (Map.Entry<String, String> h : lock.getValue().levels().entrySet()) {
            String[] holder = h.getKey().split("/", -1);
            Integer row = rows.get(Long.valueOf(holder[0]));
            if (row == null || held == null || h.getValue().equals("suspected")) {
              continue;
            }
            int note = held.i32((row * 2 * notes.locks() + column) * 4);
            if (note == (holder[1].equals("W") ? 2 : 1)) {
              right++;
            } else {
              wrong.add(h + " of " + Long.toHexString(lock.getKey()) + ", noted " + note);
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
