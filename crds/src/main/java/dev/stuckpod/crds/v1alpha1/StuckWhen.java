package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stuckpod.crds.grammar.DurationRange;
import dev.stuckpod.crds.grammar.ObjectNames;
import dev.stuckpod.crds.v1alpha1.NoProgress.CounterClause;
import dev.stuckpod.crds.v1alpha1.NoProgress.MetricSelector;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a policy; one that matches is enough.
 *
 * @param any at least one rule
 */
@ValidationRule(
    value = "self.any.all(rule, self.any.exists_one(other, other.name == rule.name))",
    message = "rules need different names: readings, Events and metrics tell them apart by name",
    fieldPath = ".any")
public record StuckWhen(@Required @Size(min = 1, max = 16) List<StuckRule> any) {

  /**
   * One way to be stuck: exactly one of its kinds.
   *
   * @param name shows in readings, Events and metrics
   * @param all several ways, each of which must hold
   */
  @ValidationRule(
      value =
          "[has(self.noProgress), has(self.scrapeHang), has(self.promql), "
              + "has(self.heartbeat), has(self.queueGrows), has(self.busyNoProgress), "
              + "has(self.threads), has(self.residue), has(self.lockWait), "
              + "has(self.all)].filter(is, is).size() == 1",
      message =
          "a rule has exactly one of noProgress, scrapeHang, promql, heartbeat, queueGrows,"
              + " busyNoProgress, threads, residue, lockWait and all")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StuckRule(
      @Required @Size(min = 1, max = 63) @Pattern(ObjectNames.DNS_LABEL) String name,
      @Nullable NoProgress noProgress,
      @Nullable ScrapeHang scrapeHang,
      @Nullable PromQl promql,
      @Nullable Heartbeat heartbeat,
      @Nullable QueueGrows queueGrows,
      @Nullable BusyNoProgress busyNoProgress,
      @Nullable Threads threads,
      @Nullable Residue residue,
      @Nullable LockWait lockWait,
      @Nullable @Size(min = 2, max = 4) List<StuckPart> all) {}

  /** One of several ways to be stuck that must hold together: exactly one of its kinds. */
  @ValidationRule(
      value =
          "[has(self.noProgress), has(self.scrapeHang), has(self.promql), has(self.heartbeat),"
              + " has(self.queueGrows), has(self.busyNoProgress), has(self.threads),"
              + " has(self.residue), has(self.lockWait)].filter(is, is).size() == 1",
      message =
          "each of all has exactly one of noProgress, scrapeHang, promql, heartbeat, queueGrows,"
              + " busyNoProgress, threads, residue and lockWait")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StuckPart(
      @Nullable NoProgress noProgress,
      @Nullable ScrapeHang scrapeHang,
      @Nullable PromQl promql,
      @Nullable Heartbeat heartbeat,
      @Nullable QueueGrows queueGrows,
      @Nullable BusyNoProgress busyNoProgress,
      @Nullable Threads threads,
      @Nullable Residue residue,
      @Nullable LockWait lockWait) {}

  /**
   * There was no sign of life for too long.
   *
   * @param timestamp a gauge of when it was last seen, in seconds since 1970; the newest of several
   *     series counts
   * @param counter what is counted at each sign of life
   */
  @ValidationRule(
      value = "has(self.timestamp) != has(self.counter)",
      message = "a heartbeat is either timestamp, a gauge of a time, or counter")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Heartbeat(
      @Nullable MetricSelector timestamp,
      @Nullable MetricSelector counter,
      @Required @DurationRange(min = "5s", max = "6h") String olderThan) {}

  /**
   * Things come, and nothing is taken out.
   *
   * @param queue a gauge of how many wait: it grows, and is never 0
   * @param by by how much at least, from the window's beginning to its end, default 1
   * @param in in the place of queue: a counter of what comes
   * @param out a counter of what is taken out
   * @param atMost of out a second, default 0
   */
  @ValidationRule(
      value = "has(self.queue) != has(self.__in__)",
      message = "queueGrows needs queue, a gauge, or in, a counter; not both")
  @ValidationRule(
      value = "has(self.queue) || !has(self.by) && !has(self.atMost)",
      message = "by and atMost belong to queue: of what comes in, nothing goes out")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record QueueGrows(
      @Nullable MetricSelector queue,
      @Nullable @Min(1) Double by,
      @JsonProperty("in") @Nullable MetricSelector in,
      @Required MetricSelector out,
      @Nullable @Min(0) Double atMost,
      @Default("2m") @Nullable @DurationRange(min = "5s", max = "6h") String window) {}

  /**
   * The CPU is used, and nothing is done: a busy loop, or a garbage collector that finds nothing.
   *
   * @param cpu a counter of seconds, default process_cpu_seconds_total
   * @param cores so many seconds a second at least: choose it near what the container may use
   * @param ofLimit in the place of cores: such a part of the container's CPU limit at least, as 0.9
   * @param counters counters that next to nothing is added to
   */
  @ValidationRule(
      value = "has(self.cores) != has(self.ofLimit)",
      message =
          "busyNoProgress has either cores, so many seconds a second, or ofLimit, a part of the"
              + " container's CPU limit")
  @ValidationRule(
      value = "!has(self.cores) || self.cores > 0.0",
      message = "cores must be more than 0: near what the container may use",
      fieldPath = ".cores")
  @ValidationRule(
      value = "!has(self.ofLimit) || self.ofLimit > 0.0 && self.ofLimit <= 1.0",
      message =
          "ofLimit must be more than 0 and at most 1: a part of the container's CPU limit, as 0.9",
      fieldPath = ".ofLimit")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BusyNoProgress(
      @Nullable MetricSelector cpu,
      @Nullable Double cores,
      @Nullable Double ofLimit,
      @Required @Size(min = 1, max = 8) List<CounterClause> counters,
      @Default("2m") @Nullable @DurationRange(min = "5s", max = "6h") String window) {}

  /**
   * Threads, or goroutines, say so: exactly one of these.
   *
   * @param deadlocked a gauge of threads that wait for each other, such as jvm_threads_deadlocked
   */
  @ValidationRule(
      value =
          "[has(self.deadlocked), has(self.blocked), has(self.climbing)].filter(is, is).size() =="
              + " 1",
      message = "threads has exactly one of deadlocked, blocked and climbing")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Threads(
      @Nullable MetricSelector deadlocked,
      @Nullable Blocked blocked,
      @Nullable Climbing climbing,
      @Default("1m") @Nullable @DurationRange(min = "5s", max = "6h") String window) {}

  /**
   * Most threads are blocked, all the time.
   *
   * @param threads a gauge of those that are
   * @param of a gauge of all
   * @param atLeast a part, from 0 to 1, default 0.8
   */
  @ValidationRule(
      value = "!has(self.atLeast) || self.atLeast > 0.0",
      message = "atLeast must be more than 0: no threads at all would be enough",
      fieldPath = ".atLeast")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Blocked(
      @Required MetricSelector threads,
      @Required MetricSelector of,
      @Nullable @Min(0) @Max(1) Double atLeast) {}

  /**
   * There are more and more of them, and nothing comes of it.
   *
   * @param threads a gauge, such as go_goroutines
   * @param by how many more at the window's end than at its beginning
   * @param out a counter of what completes
   * @param atMost of out a second, default 0
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Climbing(
      @Required MetricSelector threads,
      @Required @Min(1) Double by,
      @Required MetricSelector out,
      @Nullable @Min(0) Double atMost) {}

  /**
   * A load has ended, and what it has left is still held and does not change.
   *
   * @param held a gauge of held work, such as connections
   * @param above so much is held without any load, default 0
   * @param in a counter of what comes
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Residue(
      @Required MetricSelector held,
      @Nullable Double above,
      @Required MetricSelector in,
      @Default("5m") @Nullable @DurationRange(min = "5s", max = "6h") String window) {}

  /**
   * Goroutines wait for locks (sync.Mutex, sync.RWMutex) and do not run: told by glances of the
   * pod's sidecar, without any metrics.
   *
   * @param longerThan for so long none of them has run, default 30s; three times every at least.
   *     More than one is counted in steps (10s, 15s, 20s, 25s, 30s, 40s, 50s, 1m, 90s, 2m, 3m, 4m,
   *     5m, 7m30s, 10m, 15m, 20m, 30m, 45m, 1h): what lies between is the next one
   * @param atLeast so many of them, default 1
   * @param every how long after a glance the next one is made, default 10s; longer where too many
   *     pods are watched
   */
  @ValidationRule(
      value =
          "duration(self.longerThan) >= duration(self.every) + duration(self.every) +"
              + " duration(self.every)",
      message =
          "longerThan must be three times every at least: whoever is not seen to run in fewer"
              + " glances may have run all the same",
      fieldPath = ".longerThan")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LockWait(
      @Default("30s") @Nullable @DurationRange(min = "15s", max = "1h") String longerThan,
      @Default("1") @Nullable @Min(1) @Max(100000) Integer atLeast,
      @Default("10s") @Nullable @DurationRange(min = "5s", max = "1m") String every) {}

  /**
   * The pod accepts connections and no longer answers scrapes.
   *
   * @param consecutive how many scrapes in a row must have failed
   */
  public record ScrapeHang(@Default("3") @Nullable @Min(2) @Max(100) Integer consecutive) {}

  /**
   * A query of the user's own. Any series that it returns for a pod means stuck, whatever its
   * value. Each selector has the matcher namespace="…" with the policy's own namespace, unless the
   * MetricsSource allows more.
   *
   * @param presence a query that has a series for every pod that can be judged; a pod without one
   *     is Unknown
   */
  @ValidationRule(
      value = "self.query != self.presence",
      message =
          "query and presence are the same: every pod that can be judged would count as stuck")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PromQl(
      @Required @Size(min = 1, max = 512) String query,
      @Required @Size(min = 1, max = 512) String presence) {}
}
