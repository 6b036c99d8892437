package dev.stuckpod.operator.loadtest;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks many at once, and waits so long for all of them together. Who has not answered by then has
 * not answered this time; it is not asked again before it has, and its answer counts the next time.
 * For one thread, which lets others ask.
 *
 * @param <T> an answer
 */
final class Inquiry<T> {

  private static final Logger LOG = LoggerFactory.getLogger(Inquiry.class);

  private final Map<String, FutureTask<T>> underWay = new HashMap<>();

  /**
   * Asks.
   *
   * @param questions by whom they are for
   * @param most time for all
   * @return what was answered, in the order of the questions
   */
  Map<String, T> ask(Map<String, Callable<T>> questions, Duration most) {
    underWay.keySet().retainAll(questions.keySet());
    var asking = new LinkedHashMap<String, FutureTask<T>>();
    questions.forEach(
        (whom, question) -> asking.put(whom, underWay.computeIfAbsent(whom, _ -> begin(question))));
    long until = System.nanoTime() + most.toNanos();
    var answers = new LinkedHashMap<String, T>();
    for (Map.Entry<String, FutureTask<T>> one : asking.entrySet()) {
      String whom = one.getKey();
      FutureTask<T> asked = one.getValue();
      try {
        answers.put(whom, asked.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS));
        underWay.remove(whom);
      } catch (TimeoutException slow) {
        LOG.debug("{} has not answered yet", whom);
      } catch (ExecutionException failed) {
        underWay.remove(whom);
        LOG.debug("{}", whom, failed.getCause());
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
        return answers;
      }
    }
    return answers;
  }

  private FutureTask<T> begin(Callable<T> question) {
    var task = new FutureTask<>(question);
    Thread.ofVirtual().name("inquiry-", 0).start(task);
    return task;
  }
}
