package dev.stuckpod.operator.turns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneByOneTest {

  private final OneByOne turns = new OneByOne();
  private final List<String> served = Collections.synchronizedList(new ArrayList<>());

  @Test
  void oneWorksAtATimeAndNamespacesTakeTurns() throws InterruptedException {
    var threads = new ArrayList<Thread>();
    try (var _ = turns.take("first")) {
      for (String namespace : List.of("many", "many", "many", "few")) {
        Thread thread = Thread.ofVirtual().unstarted(() -> serve(namespace));
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        threads.add(thread);
      }
      assertThat(served).isEmpty();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(served).containsExactly("many", "few", "many", "many");
    turns.take("first").close();
  }

  private void serve(String namespace) {
    try (var _ = turns.take(namespace)) {
      served.add(namespace);
    }
  }
}
