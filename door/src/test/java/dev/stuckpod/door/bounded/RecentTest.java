package dev.stuckpod.door.bounded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecentTest {

  @Test
  void whomNobodyAskedForIsForgottenFirst() {
    Map<String, Integer> map = Recent.used(2);
    map.put("a", 1);
    map.put("b", 2);
    assertThat(map.get("a")).isEqualTo(1);
    map.put("c", 3);

    assertThat(map).containsOnlyKeys("a", "c");
  }

  @Test
  void whatWasPutFirstIsForgottenFirstHoweverOftenItIsAskedFor() {
    Map<String, Integer> map = Recent.put(2);
    map.put("a", 1);
    map.put("b", 2);
    assertThat(map.get("a")).isEqualTo(1);
    map.put("a", 4);
    map.put("c", 3);

    assertThat(map).containsOnlyKeys("b", "c");
  }

  @Test
  void whatMayNotBeForgottenStaysUntilItMay() {
    Map<String, AtomicInteger> running = Recent.put(1, left -> left.get() == 0);
    AtomicInteger first = new AtomicInteger(1);
    running.put("a", first);
    running.put("b", new AtomicInteger());
    assertThat(running).containsOnlyKeys("a", "b");

    first.set(0);
    running.put("c", new AtomicInteger());
    assertThat(running).containsOnlyKeys("b", "c");
  }

  @Test
  void theNumberMayChange() {
    AtomicInteger most = new AtomicInteger(2);
    Map<String, Integer> map = Recent.used(most::get);
    map.put("a", 1);
    map.put("b", 2);
    most.set(3);
    map.put("c", 3);

    assertThat(map).containsOnlyKeys("a", "b", "c");
  }

  @Test
  void setsForgetAsMapsDo() {
    Set<String> used = Recent.usedSet(2);
    Set<String> put = Recent.putSet(2);
    for (String word : new String[] {"a", "b", "a", "c"}) {
      used.add(word);
      put.add(word);
    }

    assertThat(used).containsExactlyInAnyOrder("a", "c");
    assertThat(put).containsExactlyInAnyOrder("b", "c");
  }
}
