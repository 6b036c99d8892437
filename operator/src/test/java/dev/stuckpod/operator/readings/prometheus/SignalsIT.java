package dev.stuckpod.operator.readings.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.grammar.LabelNames;
import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec;
import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec.Flavour;
import dev.stuckpod.operator.decide.Decision;
import dev.stuckpod.operator.decide.Judge;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.Reason;
import dev.stuckpod.operator.prometheus.Past;
import dev.stuckpod.operator.prometheus.PastServer;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.readings.http.QueryApi;
import dev.stuckpod.operator.rules.Counter;
import dev.stuckpod.operator.rules.Load;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every trap that PromQL decides, on a real Prometheus: a row is a past, and what must be thought
 * of the pod at its end. Each row has a namespace of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignalsIT {

  private static final String CLIENTS = "anycable_go_clients_num";
  private static final String SENT = "anycable_go_server_msg_total";
  private static final String ROUTINES = "anycable_go_goroutines_num";
  private static final int HOUR = 3600;
  private static final int FREEZE = 120;

  private @Nullable PastServer prometheus;

  /** A row: what happened, the rule, and what is to be thought. */
  record Row(
      String name,
      Consumer<Writer> past,
      Rule.Clauses rule,
      @Nullable LabelNames labels,
      Duration age,
      int cpuLimit,
      String value,
      Reason reason,
      String says) {

    Row(String name, Consumer<Writer> past, String value, Reason reason, String says) {
      this(name, past, noProgress(1, "1m"), null, Duration.ofHours(2), 0, value, reason, says);
    }

    Row with(Rule.Clauses other) {
      return new Row(name, past, other, labels, age, cpuLimit, value, reason, says);
    }

    Row with(LabelNames other) {
      return new Row(name, past, rule, other, age, cpuLimit, value, reason, says);
    }

    Row aged(Duration other) {
      return new Row(name, past, rule, labels, other, cpuLimit, value, reason, says);
    }

    Row limited(int millis) {
      return new Row(name, past, rule, labels, age, millis, value, reason, says);
    }

    /** The pod, and one beside it that may use more. */
    List<PodFacts> pods() {
      Instant started = Past.NOW.minus(age);
      return List.of(
          pod("hub", started, cpuLimit), pod("sibling", started, cpuLimit > 0 ? cpuLimit * 3 : 0));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Row> rows() {
    return List.of(
        new Row("frozen", w -> w.incident("hub"), "Stuck", Reason.NoProgress, "stayed at 5000"),
        new Row(
            "live",
            w ->
                w.up("hub", SignalsIT::one)
                    .write(CLIENTS, SignalsIT::held)
                    .write(SENT, SignalsIT::growing)
                    .write(ROUTINES, SignalsIT::moving),
            "Progressing",
            Reason.CounterMoves,
            "10/s"),
        new Row(
            "idle",
            w ->
                w.up("hub", SignalsIT::one)
                    .write(CLIENTS, _ -> 3)
                    .write(SENT, SignalsIT::stopped)
                    .write(ROUTINES, SignalsIT::still),
            "Progressing",
            Reason.Idle,
            "as low as 3"),
        new Row(
            "load fell for one scrape",
            w ->
                w.up("hub", SignalsIT::one)
                    .write(CLIENTS, before -> before == 30 ? 7 : 5000)
                    .write(SENT, SignalsIT::stopped)
                    .write(ROUTINES, SignalsIT::still),
            "Progressing",
            Reason.Idle,
            "as low as 7"),
        new Row(
            "greets each new connection", Writer::greeting, "Stuck", Reason.NoProgress, "0.2/s"),
        new Row(
                "greets, and exact zero is asked for",
                Writer::greeting,
                "Progressing",
                Reason.CounterMoves,
                "more than 0")
            .with(noProgress(0, "1m")),
        new Row(
            "one sample in the window",
            w -> w.only(before -> before > 60 || before == 5),
            "Unknown",
            Reason.WindowNotCovered,
            "1 of the"),
        new Row(
            "gap of Prometheus, then 20 s of samples, healthy with a batch a minute",
            w -> w.only(before -> before > 80 || before < 20),
            "Unknown",
            Reason.WindowNotCovered,
            "80 %"),
        new Row(
            "gap in a young Prometheus",
            w -> w.only(before -> before < 200 && (before > 80 || before < 20)),
            "Unknown",
            Reason.WindowNotCovered,
            "samples"),
        new Row(
            "scraped every 30 s",
            w -> w.every(30).incident("hub"),
            "Unknown",
            Reason.WindowTooShort,
            "smallest that works is 2m"),
        new Row(
                "scraped every 30 s, window of 2 m",
                w -> w.every(30).incident("hub"),
                "Stuck",
                Reason.NoProgress,
                "for 2m")
            .with(noProgress(1, "2m")),
        new Row(
            "process died: its series ended 45 s ago",
            w -> w.only(before -> before >= 45),
            "Unknown",
            Reason.WindowNotCovered,
            "samples"),
        new Row(
            "target is down",
            w -> w.up("hub", before -> before == 0 ? 0 : 1).frozenMetrics(),
            "Unknown",
            Reason.TargetDown,
            "up is 0"),
        new Row(
            "target is down, its mesh proxy is up",
            w -> {
              w.job("proxy", "10.0.0.1:15020").up("hub", SignalsIT::one);
              w.job("app", "10.0.0.1:9090").up("hub", before -> before == 0 ? 0 : 1);
              w.frozenMetrics();
            },
            "Unknown",
            Reason.TargetDown,
            "up is 0"),
        new Row(
            "series without job and instance, and some up without a pod",
            w -> {
              w.upOf(Map.of("job", "app", "instance", "10.0.0.1:9090"), SignalsIT::one);
              w.job("", "").frozenMetrics();
            },
            "Unknown",
            Reason.ForeignSeries,
            "prove nothing"),
        new Row(
            "another pod's target claims the pod (honor_labels)",
            w -> {
              w.job("evil", "10.0.0.66:9090")
                  .upOf(
                      Map.of(
                          "job",
                          "evil",
                          "instance",
                          "10.0.0.66:9090",
                          "namespace",
                          "evil",
                          "pod",
                          "evil"),
                      SignalsIT::one);
              w.frozenMetrics();
            },
            "Unknown",
            Reason.ForeignSeries,
            "another"),
        new Row(
            "an exporter without a pod of its own speaks for the pod",
            w -> {
              w.job("kubelet", "node:10250")
                  .upOf(Map.of("job", "kubelet", "instance", "node:10250"), SignalsIT::one);
              w.frozenMetrics();
            },
            "Stuck",
            Reason.NoProgress,
            "5000"),
        new Row(
            "counter with one more label than the gauge",
            w -> {
              w.up("hub", SignalsIT::one)
                  .write(CLIENTS, SignalsIT::held)
                  .write(ROUTINES, SignalsIT::still);
              w.write(SENT, Map.of("type", "ping"), SignalsIT::stopped);
              w.write(SENT, Map.of("type", "welcome"), SignalsIT::stopped);
            },
            "Stuck",
            Reason.NoProgress,
            "grew by 0/s"),
        new Row(
            "counter gains a series: it was incremented",
            w -> {
              w.up("hub", SignalsIT::one)
                  .write(CLIENTS, SignalsIT::held)
                  .write(ROUTINES, SignalsIT::still);
              w.write(SENT, Map.of("type", "a"), SignalsIT::stopped);
              w.write(SENT, Map.of("type", "b"), before -> before > 20 ? Double.NaN : 300);
            },
            "Progressing",
            Reason.CounterMoves,
            "5/s"),
        new Row(
            "counter was reset",
            w ->
                w.up("hub", SignalsIT::one)
                    .write(CLIENTS, SignalsIT::held)
                    .write(ROUTINES, SignalsIT::still)
                    .write(SENT, before -> before > 30 ? 900 : 0),
            "Unknown",
            Reason.CounterReset,
            SENT),
        new Row(
            "counter is absent until its first increment",
            w ->
                w.up("hub", SignalsIT::one)
                    .write(CLIENTS, SignalsIT::held)
                    .write(ROUTINES, SignalsIT::still),
            "Unknown",
            Reason.MetricAbsent,
            SENT),
        new Row("no series at all", _ -> {}, "Unknown", Reason.MetricAbsent, CLIENTS),
        new Row(
            "gauge that was always the same",
            w ->
                w.up("hub", SignalsIT::one)
                    .write(CLIENTS, SignalsIT::held)
                    .write(SENT, SignalsIT::stopped)
                    .write(ROUTINES, SignalsIT::held),
            "Unknown",
            Reason.NeverMoved,
            ROUTINES),
        new Row(
            "gauge moved an hour ago, not in the window before",
            w ->
                w.up("hub", SignalsIT::one)
                    .write(CLIENTS, SignalsIT::held)
                    .write(SENT, SignalsIT::stopped)
                    .write(ROUTINES, before -> before > HOUR ? 40 : 50),
            "Stuck",
            Reason.NoProgress,
            "changed 1 times before"),
        new Row(
                "gauge moved before the container started, not since",
                w ->
                    w.up("hub", SignalsIT::one)
                        .write(CLIENTS, SignalsIT::held)
                        .write(SENT, SignalsIT::stopped)
                        .write(ROUTINES, before -> before > HOUR ? 40 : 50),
                "Unknown",
                Reason.NeverMoved,
                ROUTINES)
            .aged(Duration.ofMinutes(50)),
        new Row(
            "constant gauge, which moves on a sibling",
            w -> {
              w.up("hub", SignalsIT::one)
                  .write(CLIENTS, SignalsIT::held)
                  .write(SENT, SignalsIT::stopped)
                  .write(ROUTINES, SignalsIT::held);
              w.job("app", "10.0.0.2:9090").pod("sibling").up("sibling", SignalsIT::one);
              w.write(CLIENTS, SignalsIT::held)
                  .write(SENT, SignalsIT::growing)
                  .write(ROUTINES, SignalsIT::moving);
            },
            "Stuck",
            Reason.NoProgress,
            "on sibling"),
        new Row(
            "one of many series of the gauge moves",
            w -> {
              w.up("hub", SignalsIT::one)
                  .write(CLIENTS, SignalsIT::held)
                  .write(SENT, SignalsIT::stopped);
              w.write(ROUTINES, Map.of("kind", "a"), SignalsIT::still);
              w.write(ROUTINES, Map.of("kind", "b"), SignalsIT::moving);
            },
            "Progressing",
            Reason.GaugeMoves,
            ROUTINES),
        new Row(
            "gauge gains a series",
            w -> {
              w.up("hub", SignalsIT::one)
                  .write(CLIENTS, SignalsIT::held)
                  .write(SENT, SignalsIT::stopped);
              w.write(ROUTINES, Map.of("kind", "a"), SignalsIT::still);
              w.write(ROUTINES, Map.of("kind", "b"), before -> before > 20 ? Double.NaN : 3);
            },
            "Progressing",
            Reason.GaugeMoves,
            ROUTINES),
        new Row(
            "last refresh came after the freeze began",
            w ->
                w.up("hub", SignalsIT::one)
                    .write(CLIENTS, SignalsIT::held)
                    .write(SENT, SignalsIT::stopped)
                    .write(ROUTINES, before -> before > 40 ? 4000 : 4001),
            "Progressing",
            Reason.GaugeMoves,
            "changed 1"),
        new Row(
            "same pod name lives in another namespace",
            w -> {
              w.incident("hub");
              w.job("app", "10.0.0.9:9090")
                  .namespace(w.namespace() + "-other")
                  .up("hub", SignalsIT::one);
              w.write(CLIENTS, SignalsIT::held)
                  .write(SENT, SignalsIT::growing)
                  .write(ROUTINES, SignalsIT::moving);
            },
            "Stuck",
            Reason.NoProgress,
            "grew by 0/s"),
        new Row(
            "another container of the pod exposes the same names",
            w -> {
              w.incident("hub");
              w.job("other", "10.0.0.1:8000").container("other").up("hub", SignalsIT::one);
              w.write(CLIENTS, SignalsIT::held)
                  .write(SENT, SignalsIT::growing)
                  .write(ROUTINES, SignalsIT::moving);
            },
            "Stuck",
            Reason.NoProgress,
            "grew by 0/s"),
        new Row(
                "labels kubernetes_namespace and kubernetes_pod_name",
                w -> w.labels("kubernetes_namespace", "kubernetes_pod_name", "").incident("hub"),
                "Stuck",
                Reason.NoProgress,
                "5000")
            .with(new LabelNames("kubernetes_namespace", "kubernetes_pod_name", "")),
        new Row(
            "same, and nothing maps them",
            w -> w.labels("kubernetes_namespace", "kubernetes_pod_name", "").incident("hub"),
            "Unknown",
            Reason.MetricAbsent,
            CLIENTS),
        new Row(
                "an exporter in a pod of its own speaks for the pod in exported_pod",
                w -> {
                  w.job("ex", "10.0.0.77:9090");
                  w.upOf(
                      Map.of(
                          "job", "ex", "instance", "10.0.0.77:9090", "namespace", "x", "pod", "ex"),
                      SignalsIT::one);
                  w.labels("exported_namespace", "exported_pod", "exported_container");
                  w.frozenMetrics();
                },
                "Stuck",
                Reason.NoProgress,
                "5000")
            .with(new LabelNames("exported_namespace", "exported_pod", "exported_container")),
        new Row(
                "Spring counts its own probes too: matched away",
                w -> {
                  w.up("hub", SignalsIT::one).write(CLIENTS, SignalsIT::held);
                  w.write(SENT, Map.of("uri", "/actuator/health"), SignalsIT::growing);
                  w.write(SENT, Map.of("uri", "/orders"), SignalsIT::stopped);
                },
                "Stuck",
                Reason.NoProgress,
                "/orders")
            .with(
                new Rule.Clauses(
                    "matched",
                    Duration.ofMinutes(1),
                    List.of(new Load(Metric.of(CLIENTS, null), 100)),
                    List.of(new Counter.AtMost(Metric.of(SENT, Map.of("uri", "/orders")), 0)),
                    List.of())),
        new Row("much in, nothing out", w -> w.flow(0), "Stuck", Reason.NoProgress, "a part of 0")
            .with(ratio()),
        new Row("much in, a tenth out", w -> w.flow(10), "Progressing", Reason.CounterMoves, "0.1")
            .with(ratio()),
        new Row(
                "nothing in, nothing out",
                w ->
                    w.up("hub", SignalsIT::one)
                        .write("in_total", _ -> 9)
                        .write("out_total", _ -> 9),
                "Progressing",
                Reason.NothingArrives,
                "in_total")
            .with(ratio()));
  }

  static List<Row> all() {
    return Stream.of(rows(), SignRows.rows(), LimitRows.rows(), TrapRows.rows())
        .flatMap(List::stream)
        .toList();
  }

  @BeforeAll
  void start() throws IOException, InterruptedException {
    var past = new Past();
    List<Row> rows = all();
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).past().accept(new Writer(past, "row-" + i));
    }
    prometheus = PastServer.knowing(past);
  }

  @AfterAll
  void stop() throws IOException {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void decidesAsTheRowSays(Row row) {
    int number = all().stream().map(Row::name).toList().indexOf(row.name());
    assertThat(prometheus).isNotNull();
    var spec =
        new MetricsSourceSpec(
            prometheus.url(),
            null,
            PastServer.TRIED,
            null,
            null,
            null,
            row.labels(),
            null,
            null,
            null);
    var api = new QueryApi(new OkHttpClient(), spec, null, Duration.ofSeconds(10));
    List<PodFacts> pods = row.pods();
    List<AskedPod> asked = pods.stream().map(PodFacts::asked).toList();

    var source = new PrometheusSource(api, spec);
    Answer answer = source.ask(row.rule(), "row-" + number, asked, Past.NOW);

    Decision decision =
        new Judge(row.rule(), pods, answer, Map.of(), Past.NOW).decide(pods.getFirst());
    assertThat(decision.value()).as(decision.message()).isEqualTo(row.value());
    assertThat(decision.reason()).as(decision.message()).isEqualTo(row.reason());
    assertThat(decision.message()).contains(row.says());
    var screening = source.screen(row.rule(), "row-" + number, asked, Past.NOW, Duration.ZERO);
    switch (decision) {
      case Decision.Stuck _ -> assertThat(mayBeStuck(screening)).isTrue();
      case Decision.Progressing _ -> {
        // a series that has just come is seen by the whole answer alone, and not by each server
        if (!row.name().contains("gains a series")) {
          assertThat(mayBeStuck(screening)).isFalse();
        } else if (PastServer.TRIED == Flavour.Prometheus) {
          assertThat(mayBeStuck(screening)).isTrue();
        }
      }
      case Decision.Unknown _ ->
          assertThat(screening).isNotInstanceOf(Source.Screening.Failed.class);
    }
  }

  private static boolean mayBeStuck(Source.Screening screening) {
    return switch (screening) {
      case Source.Screening.Suspects(var pods, _) -> pods.contains("hub");
      case Source.Screening.Unsuited() -> true;
      case Source.Screening.Failed(Answer.Missing why) -> throw new AssertionError(why.message());
    };
  }

  private static PodFacts pod(String name, Instant started, int cpuLimit) {
    return new PodFacts(
        name,
        name + "-uid",
        "hub",
        "containerd://1",
        "rs",
        "node",
        "10.0.0.1",
        true,
        false,
        true,
        started,
        0,
        Set.of(),
        cpuLimit,
        null);
  }

  private static Rule.Clauses noProgress(double atMost, String window) {
    return new Rule.Clauses(
        "frozen-hub",
        Durations.parse(window),
        List.of(new Load(Metric.of(CLIENTS, null), 100)),
        List.of(new Counter.AtMost(Metric.of(SENT, null), atMost)),
        List.of(Metric.of(ROUTINES, null)));
  }

  private static Rule.Clauses ratio() {
    return new Rule.Clauses(
        "flow",
        Duration.ofMinutes(1),
        List.of(),
        List.of(new Counter.Ratio(Metric.of("out_total", null), Metric.of("in_total", null), 0.01)),
        List.of());
  }

  /** Changes until the freeze, then stands still. */
  private static double still(int before) {
    return 4000 + Math.max(before, FREEZE) % 70;
  }

  /** Grows until the freeze, then stands still. */
  private static double stopped(int before) {
    return 1e6 - 10 * Math.max(before, FREEZE);
  }

  private static double moving(int before) {
    return 4000 + before % 70;
  }

  private static double growing(int before) {
    return 1e6 - 10 * before;
  }

  private static double held(int before) {
    return 5000;
  }

  private static double one(int before) {
    return 1;
  }

  /** Writes the series of one pod, as Prometheus labels them. */
  static final class Writer {
    private final Past past;
    private String namespace;
    private String job = "app";
    private String instance = "10.0.0.1:9090";
    private String pod = "hub";
    private String container = "hub";
    private String namespaceLabel = "namespace";
    private String podLabel = "pod";
    private String containerLabel = "container";
    private int interval = 5;

    Writer(Past past, String namespace) {
      this.past = past;
      this.namespace = namespace;
    }

    String namespace() {
      return namespace;
    }

    Writer namespace(String other) {
      namespace = other;
      return this;
    }

    Writer job(String name, String address) {
      job = name;
      instance = address;
      return this;
    }

    Writer pod(String name) {
      pod = name;
      return this;
    }

    Writer container(String name) {
      container = name;
      return this;
    }

    Writer labels(String ofNamespace, String ofPod, String ofContainer) {
      namespaceLabel = ofNamespace;
      podLabel = ofPod;
      containerLabel = ofContainer;
      return this;
    }

    Writer every(int seconds) {
      interval = seconds;
      return this;
    }

    Writer up(String ofPod, IntToDoubleFunction value) {
      pod = ofPod;
      return write("up", value);
    }

    Writer upOf(Map<String, String> labels, IntToDoubleFunction value) {
      past.series("up", labels, 2 * HOUR, 0, interval, value);
      return this;
    }

    Writer write(String metric, IntToDoubleFunction value) {
      return write(metric, Map.of(), value);
    }

    Writer write(String metric, Map<String, String> more, IntToDoubleFunction value) {
      var labels = new HashMap<>(more);
      labels.put(namespaceLabel, namespace);
      labels.put(podLabel, pod);
      labels.put(containerLabel, container);
      labels.put("job", job);
      labels.put("instance", instance);
      labels.values().removeIf(String::isEmpty);
      labels.remove("");
      past.series(metric, labels, 2 * HOUR, 0, interval, value);
      return this;
    }

    Writer frozenMetrics() {
      return write(CLIENTS, SignalsIT::held)
          .write(SENT, SignalsIT::stopped)
          .write(ROUTINES, SignalsIT::still);
    }

    Writer incident(String ofPod) {
      return up(ofPod, SignalsIT::one).frozenMetrics();
    }

    void greeting() {
      up("hub", SignalsIT::one).write(CLIENTS, SignalsIT::held).write(ROUTINES, SignalsIT::still);
      write(SENT, before -> 1e6 - Math.floor(before / 5.0));
    }

    /** Nothing sent since long ago; samples only where told, of up too. */
    void only(IntPredicate there) {
      IntToDoubleFunction none = before -> there.test(before) ? 1 : Double.NaN;
      up("hub", none).write(CLIENTS, before -> 5000 * none.applyAsDouble(before));
      write(SENT, before -> stopped(before) * none.applyAsDouble(before));
      write(ROUTINES, before -> still(before) * none.applyAsDouble(before));
    }

    void flow(int outPer100) {
      up("hub", SignalsIT::one).write("in_total", before -> 1e6 - 100.0 * before);
      write("out_total", before -> 1e6 - (double) outPer100 * before);
    }
  }
}
