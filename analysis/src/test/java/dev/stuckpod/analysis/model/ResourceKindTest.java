package dev.stuckpod.analysis.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What stands in JSON and in stored objects: these words stay. */
class ResourceKindTest {
  @Test
  void hasItsWord() {
    assertThat(Arrays.stream(ResourceKind.values()).map(ResourceKind::label))
        .containsExactly(
            "Mutex",
            "RWMutex",
            "chan",
            "select",
            "Cond",
            "WaitGroup",
            "monitor",
            "class",
            "ReentrantLock",
            "ReentrantReadWriteLock",
            "lock",
            "executor",
            "finalizer",
            "connection",
            "pool",
            "semaphore",
            "queue",
            "cpu",
            "stack",
            "unknown");
  }
}
