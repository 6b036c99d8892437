package dev.stuckpod.operator.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whoever is slow is waited for so long, and by nobody else. */
class InquiryTest {

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final Inquiry<String> inquiry = new Inquiry<>();

  @Test
  void allAreAskedAtOnceAndAnswerInTheOrderOfTheQuestions() {
    var all = new CyclicBarrier(3); // none answers before the others were asked
    var questions = new LinkedHashMap<String, Callable<String>>();
    for (String whom : new String[] {"c", "a", "b"}) {
      questions.put(
          whom,
          () -> {
            all.await();
            return whom;
          });
    }
    assertThat(inquiry.ask(questions, LONG).keySet()).containsExactly("c", "a", "b");
  }

  @Test
  void whoIsSlowHasNotAnsweredAndIsNotAskedTwiceAndItsAnswerCountsLater() {
    var released = new CountDownLatch(1);
    var asked = new AtomicInteger();
    Callable<String> slow =
        () -> {
          released.await();
          return "asked " + asked.incrementAndGet();
        };
    Map<String, Callable<String>> questions = ordered("slow", slow, "fast", () -> "now");

    assertThat(inquiry.ask(questions, SHORT)).doesNotContainKey("slow");
    assertThat(inquiry.ask(questions, SHORT)).doesNotContainKey("slow");
    released.countDown();
    assertThat(inquiry.ask(questions, LONG))
        .containsExactly(Map.entry("slow", "asked 1"), Map.entry("fast", "now"));
    assertThat(inquiry.ask(questions, LONG)).containsEntry("slow", "asked 2");
  }

  @Test
  void whoFailsHasNotAnsweredAndIsAskedAgain() {
    var asked = new AtomicInteger();
    Callable<String> failsOnce =
        () -> {
          if (asked.incrementAndGet() == 1) {
            throw new IllegalStateException("the first time");
          }
          return "the second time";
        };
    Map<String, Callable<String>> questions = ordered("a", failsOnce, "b", () -> "b");
    assertThat(inquiry.ask(questions, LONG)).containsOnlyKeys("b");
    assertThat(inquiry.ask(questions, LONG)).containsEntry("a", "the second time");
  }

  @Test
  void whoIsNotAskedAnyMoreIsForgotten() {
    var never = new CountDownLatch(1);
    Callable<String> slow =
        () -> {
          never.await();
          return "too late";
        };
    inquiry.ask(Map.of("a", slow), SHORT);
    assertThat(inquiry.ask(Map.of(), LONG)).isEmpty();
    assertThat(inquiry.ask(Map.of("a", () -> "anew"), LONG)).containsEntry("a", "anew");
    never.countDown();
  }

  private static Map<String, Callable<String>> ordered(
      String one, Callable<String> first, String other, Callable<String> second) {
    var questions = new LinkedHashMap<String, Callable<String>>();
    questions.put(one, first);
    questions.put(other, second);
    return questions;
  }
}
