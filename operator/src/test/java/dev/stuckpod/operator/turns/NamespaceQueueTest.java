package dev.stuckpod.operator.turns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class NamespaceQueueTest {

  private final NamespaceQueue<String> queue = new NamespaceQueue<>();

  @Test
  void namespacesTakeTurnsHoweverManyOneHas() {
    for (int i = 0; i < 3; i++) {
      queue.add("many", "many-" + i);
    }
    queue.add("few", "few-0");
    queue.add("late", "late-0");

    assertThat(all(_ -> true)).containsExactly("many-0", "few-0", "late-0", "many-1", "many-2");
  }

  @Test
  void whoMayNotComeKeepsItsPlace() {
    queue.add("busy", "busy-0");
    queue.add("other", "other-0");

    assertThat(all(namespace -> !namespace.equals("busy"))).containsExactly("other-0");
    queue.add("other", "other-1");
    assertThat(all(_ -> true)).containsExactly("busy-0", "other-1");
  }

  private List<String> all(Predicate<String> may) {
    var taken = new ArrayList<String>();
    for (Optional<NamespaceQueue.Next<String>> next = queue.next(may);
        next.isPresent();
        next = queue.next(may)) {
      assertThat(next.get().item()).startsWith(next.get().namespace());
      taken.add(next.get().item());
    }
    return taken;
  }
}
