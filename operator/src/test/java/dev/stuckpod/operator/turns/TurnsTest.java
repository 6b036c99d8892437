package dev.stuckpod.operator.turns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private final Turns turns = new Turns(1, 1);
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

  @Test
  void aNamespaceThatHasItsShareWaitsAndKeepsNoOther() throws InterruptedException {
    var three = new Turns(3, 2);
    var own = new ArrayList<Turns.Turn>(List.of(three.take("slow"), three.take("slow")));
    Thread third = Thread.ofVirtual().start(() -> own.add(three.take("slow")));
    await().until(() -> third.getState() == Thread.State.WAITING);

    three.take("other").close();

    assertThat(own).hasSize(2);
    own.getFirst().close();
    third.join();
    assertThat(own).hasSize(3);
  }

  @Test
  void whoeverWaitsForSoLongAtMostGoesWithoutATurnAndLeavesNoneBehind() throws Exception {
    try (var _ = turns.take("first")) {
      assertThat(turns.take("first", Duration.ofMillis(1))).isEmpty();
      assertThat(turns.take("other", Duration.ZERO)).isEmpty();
    }

    turns.take("other", Duration.ofMinutes(1)).orElseThrow().close();
    turns.take("first").close();
  }

  private void serve(String namespace) {
    try (var _ = turns.take(namespace)) {
      served.add(namespace);
    }
  }
}
