package dev.stuckpod.goroutines.code.hold;

import dev.stuckpod.goroutines.calls.Arguments;
import dev.stuckpod.goroutines.calls.Call;
import dev.stuckpod.goroutines.code.value.Kind;
import dev.stuckpod.goroutines.code.value.Value;
import dev.stuckpod.goroutines.memory.MalformedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which lock a goroutine waits for: the argument of the semaphore's function, and the name above
 * it.
 *
 * @param lock of kind MUTEX, READ, WRITE or COUNT
 * @param behindWriters whether it is a writer that waits for other writers
 */
public record Awaited(LockId lock, boolean behindWriters) {

  private static final int MOST_FRAMES = 12;
  private static final int MOST_NAMES = 6;
  private static final int ABOVE = 8;
  private static final List<String> SEMAPHORE =
      List.of("runtime.semacquire1", "runtime.semacquire");

  // where the semaphores are in a lock
  private static final int OF_MUTEX = 4;
  private static final int OF_WRITERS = 8;
  private static final int OF_READERS = 12;
  private static final int OF_COUNT = 8;

  private record Named(String name, int frame, boolean last) {}

  /** Tells what a goroutine waits for; null where that is no lock, or not known. */
  static @Nullable Awaited of(Sight sight, Ways ways) throws IOException, MalformedException {
    List<Named> names = names(sight);
    for (int j = 0; j < Math.min(names.size(), MOST_NAMES); j++) {
      Named n = names.get(j);
      if (n.last() && SEMAPHORE.contains(n.name())) {
        Long semaphore = firstArgument(sight, ways, n.frame());
        List<String> above =
            names.subList(j + 1, Math.min(names.size(), j + ABOVE)).stream()
                .map(Named::name)
                .filter(up -> !up.contains("runtime_Semacquire") && !up.contains("_runtime_"))
                .toList();
        return semaphore == null || above.isEmpty() ? null : of(semaphore, above);
      }
    }
    return null;
  }

  private static @Nullable Awaited of(long semaphore, List<String> above) {
    String first = above.getFirst();
    if (first.endsWith("Mutex).lockSlow")) {
      boolean writes = above.subList(1, Math.min(above.size(), 4)).contains("sync.(*RWMutex).Lock");
      return new Awaited(
          new LockId(writes ? Kind.WRITE : Kind.MUTEX, semaphore - OF_MUTEX), writes);
    }
    return switch (first) {
      case "sync.(*RWMutex).RLock" ->
          new Awaited(new LockId(Kind.READ, semaphore - OF_READERS), false);
      case "sync.(*RWMutex).Lock" ->
          new Awaited(new LockId(Kind.WRITE, semaphore - OF_WRITERS), false);
      case "sync.(*WaitGroup).Wait" ->
          new Awaited(new LockId(Kind.COUNT, semaphore - OF_COUNT), false);
      default -> null;
    };
  }

  private static List<Named> names(Sight sight) {
    List<Named> names = new ArrayList<>();
    for (int i = 0; i < Math.min(sight.size(), MOST_FRAMES); i++) {
      List<Call> calls = sight.calls(i);
      for (int k = 0; k < calls.size(); k++) {
        names.add(
            new Named(
                new String(calls.get(k).name(), StandardCharsets.ISO_8859_1),
                i,
                k == calls.size() - 1));
      }
    }
    return names;
  }

  /** From the traceback's tables if it is alive there, else from where the code keeps it. */
  private static @Nullable Long firstArgument(Sight sight, Ways ways, int frame)
      throws IOException, MalformedException {
    Arguments arguments = sight.arguments(frame);
    for (int i = 0; i < arguments.size(); i++) {
      int step = arguments.step(i);
      if (step >= 0) {
        if (Arguments.isAlive(step)) {
          return sight.word(sight.top(frame) + 8 + Arguments.offset(step));
        }
        break;
      }
    }
    Known all = null;
    for (Ways.Way way : ways.of(frame)) {
      Known one = ways.numbers().of(frame, Value.entry(0), way.state(), way.facts(), false, false);
      if (one == null || all != null && all.value() != one.value()) {
        return null;
      }
      all = one;
    }
    return all == null ? null : all.value();
  }
}
