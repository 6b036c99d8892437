package dev.stuckpod.operator.inject.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final SidecarNeeds NEEDS =
      new SidecarNeeds(
          read(
              "{requests: {cpu: 10m, memory: 64Mi}, limits: {memory: 128Mi}}",
              ResourceRequirements.class),
          read("{limits: {cpu: 100m, memory: 128Mi}}", ResourceRequirements.class),
          new Quantity("256Mi"));

  private static final String BURSTABLE =
      "{requests: {cpu: 100m, memory: 128Mi}, limits: {cpu: 500m, memory: 256Mi}}";
  private static final String GUARANTEED =
      "{requests: {cpu: 500m, memory: 256Mi}, limits: {cpu: 500m, memory: 256Mi}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # what the quota allows                    | used               | app        | sidecar: requests / limits, or who objects
          -                                          | -                  | NONE       | cpu=10m memory=64Mi / memory=128Mi
          -                                          | -                  | BURSTABLE  | cpu=10m memory=64Mi / memory=128Mi
          -                                          | -                  | GUARANTEED | cpu=100m memory=128Mi / cpu=100m memory=128Mi
          {pods: 5}                                  | {pods: 4}          | NONE       | cpu=10m memory=64Mi / memory=128Mi
          {pods: 5}                                  | {pods: 5}          | NONE       | anyway
          {limits.cpu: 2}                            | {limits.cpu: 0}    | BURSTABLE  | cpu=10m memory=64Mi / cpu=100m memory=128Mi
          {limits.cpu: 2}                            | {limits.cpu: 0}    | NONE       | anyway
          {limits.cpu: 2}                            | {limits.cpu: 1420m} | BURSTABLE | cpu=10m memory=64Mi / cpu=50m memory=64Mi
          {limits.cpu: 2}                            | {limits.cpu: 1451m} | BURSTABLE | QUOTA
          {limits.cpu: 2}                            | {limits.cpu: 1501m} | BURSTABLE | anyway
          {limits.cpu: 2}                            | -                  | BURSTABLE  | anyway
          {requests.cpu: 1, requests.memory: 1Gi}    | {requests.cpu: 0, requests.memory: 0} | BURSTABLE | cpu=10m memory=64Mi / memory=128Mi
          {cpu: 1}                                   | {cpu: 890m}        | BURSTABLE  | cpu=10m memory=64Mi / memory=128Mi
          {cpu: 1}                                   | {cpu: 891m}        | BURSTABLE  | QUOTA
          {limits.memory: 1Gi}                       | {limits.memory: 650Mi} | BURSTABLE | cpu=10m memory=64Mi / cpu=50m memory=64Mi
          {limits.memory: 1Gi}                       | {limits.memory: 650Mi} | GUARANTEED | cpu=50m memory=64Mi / cpu=50m memory=64Mi
          {limits.memory: 1Gi}                       | {limits.memory: 750Mi} | GUARANTEED | QUOTA
          {limits.ephemeral-storage: 1Gi}            | {limits.ephemeral-storage: 1Gi} | BURSTABLE | cpu=10m memory=64Mi / memory=128Mi
          {services: 0}                              | {services: 0}      | NONE       | cpu=10m memory=64Mi / memory=128Mi
          """)
  void fitsAQuota(String hard, @Nullable String used, String app, String outcome) {
    assertThat(
            outcome(app(app), List.of(), hard == null ? List.of() : List.of(quota("", hard, used))))
        .isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # the range, as the API server completes it                                                | app        | sidecar
          {type: Container, min: {memory: 100Mi}, defaultRequest: {memory: 100Mi}}                    | NONE       | cpu=10m memory=100Mi / cpu=100m memory=128Mi
          {type: Container, min: {memory: 1Gi}, defaultRequest: {memory: 1Gi}}                        | NONE       | cpu=10m memory=1Gi / cpu=100m memory=1Gi
          {type: Container, max: {memory: 256Mi}, default: {memory: 256Mi}, defaultRequest: {memory: 256Mi}} | NONE | cpu=10m memory=64Mi / memory=128Mi
          {type: Container, max: {memory: 100Mi}, default: {memory: 100Mi}, defaultRequest: {memory: 100Mi}} | NONE | cpu=10m memory=64Mi / cpu=100m memory=100Mi
          {type: Container, max: {memory: 32Mi}, default: {memory: 32Mi}, defaultRequest: {memory: 32Mi}} | NONE    | RANGE
          {type: Container, max: {cpu: 50m}, default: {cpu: 50m}, defaultRequest: {cpu: 50m}}         | NONE       | cpu=10m memory=64Mi / memory=128Mi
          {type: Container, max: {cpu: 40m}, default: {cpu: 40m}, defaultRequest: {cpu: 40m}}         | NONE       | RANGE
          {type: Container, max: {cpu: 100m}, default: {cpu: 5m}, defaultRequest: {cpu: 5m}}          | NONE       | cpu=10m memory=64Mi / cpu=100m memory=128Mi
          {type: Container, maxLimitRequestRatio: {memory: 1}}                                        | GUARANTEED | cpu=100m memory=128Mi / cpu=100m memory=128Mi
          {type: Container, maxLimitRequestRatio: {memory: 2}}                                        | BURSTABLE  | cpu=10m memory=64Mi / memory=128Mi
          {type: Container, maxLimitRequestRatio: {cpu: 5}}                                           | BURSTABLE  | cpu=20m memory=64Mi / cpu=100m memory=128Mi
          {type: Container, maxLimitRequestRatio: {cpu: 1}}                                           | NONE       | anyway
          {type: Container, max: {memory: 100Mi}, default: {memory: 100Mi}, defaultRequest: {memory: 100Mi}} | GUARANTEED | anyway
          {type: Container, min: {cpu: 200m}, defaultRequest: {cpu: 200m}}                            | GUARANTEED | cpu=200m memory=128Mi / cpu=200m memory=128Mi
          {type: Pod, max: {memory: 400Mi}}                                                           | BURSTABLE  | cpu=10m memory=64Mi / memory=128Mi
          {type: Pod, max: {memory: 330Mi}}                                                           | BURSTABLE  | cpu=10m memory=64Mi / cpu=50m memory=64Mi
          {type: Pod, max: {memory: 300Mi}}                                                           | BURSTABLE  | RANGE
          {type: Pod, max: {memory: 300Mi}}                                                           | NONE       | anyway
          {type: Pod, max: {cpu: 600m}}                                                               | BURSTABLE  | cpu=10m memory=64Mi / memory=128Mi
          {type: Pod, min: {memory: 128Mi}}                                                           | BURSTABLE  | cpu=10m memory=64Mi / memory=128Mi
          {type: Pod, min: {memory: 150Mi}}                                                           | BURSTABLE  | anyway
          {type: Pod, maxLimitRequestRatio: {cpu: 5}}                                                 | BURSTABLE  | cpu=10m memory=64Mi / memory=128Mi
          {type: PersistentVolumeClaim, max: {storage: 1Gi}}                                          | NONE       | cpu=10m memory=64Mi / memory=128Mi
          {type: Container, default: {nvidia.com/gpu: 1}, defaultRequest: {nvidia.com/gpu: 1}}        | NONE       | cpu=10m memory=64Mi nvidia.com/gpu=0 / memory=128Mi nvidia.com/gpu=0
          """)
  void fitsARange(String item, String app, String outcome) {
    assertThat(outcome(app(app), List.of(range(item)), List.of())).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # cores left of the quota, half of one a pod | coming | sidecar
          2                                            | 0      | cpu=10m memory=64Mi / cpu=100m memory=128Mi
          2                                            | 2      | cpu=10m memory=64Mi / cpu=100m memory=128Mi
          2                                            | 3      | QUOTA
          2                                            | 9      | QUOTA
          2                                            | -      | QUOTA
          2100m                                        | 9      | cpu=10m memory=64Mi / cpu=100m memory=128Mi
          2100m                                        | -      | cpu=10m memory=64Mi / cpu=100m memory=128Mi
          2060m                                        | 9      | cpu=10m memory=64Mi / cpu=50m memory=64Mi
          600m                                         | 1      | cpu=10m memory=64Mi / cpu=100m memory=128Mi
          1                                            | 1      | QUOTA
          1                                            | 0      | cpu=10m memory=64Mi / cpu=100m memory=128Mi
          """)
  void leavesRoomForThePodsThatAreToCome(String left, @Nullable Long coming, String outcome) {
    ResourceQuota quota = quota("", "{limits.cpu: %s}".formatted(left), "{limits.cpu: 0}");
    assertThat(
            outcome(
                app("BURSTABLE"),
                List.of(),
                List.of(quota),
                () -> coming == null ? OptionalLong.empty() : OptionalLong.of(coming)))
        .isEqualTo(outcome);
  }

  @Test
  void leavesThePodWhereQuotasByClassCountIt() {
    ResourceQuota others = quota("scopes: [NotBestEffort]", "{limits.cpu: 1}", "{limits.cpu: 0}");
    assertThat(outcome(app("NONE"), List.of(), List.of(others)))
        .as("with requests the app's containers would have to state limits")
        .isEqualTo(" / ");
    ResourceQuota best = quota("scopes: [BestEffort]", "{pods: 1}", "{pods: 0}");
    assertThat(outcome(app("NONE"), List.of(), List.of(best)))
        .as("it would count among others then")
        .isEqualTo(" / ");
    ResourceQuota ended = quota("scopes: [Terminating]", "{pods: 0}", "{pods: 0}");
    assertThat(outcome(app("NONE"), List.of(), List.of(ended)))
        .isEqualTo("cpu=10m memory=64Mi / memory=128Mi");
  }

  @Test
  void spoolDoesNotUseUpTheAppsDisk() {
    String disk = "{limits: {ephemeral-storage: 100Mi}, requests: {ephemeral-storage: 100Mi}}";
    assertThat(outcome(pod(disk), List.of(), List.of()))
        .isEqualTo(
            "cpu=10m ephemeral-storage=0 memory=64Mi / ephemeral-storage=256Mi memory=128Mi");
    ResourceQuota quota =
        quota("", "{limits.ephemeral-storage: 200Mi}", "{limits.ephemeral-storage: 0}");
    var fits =
        (Fit.Fits)
            Fit.of(
                pod(disk),
                new NamespaceLimits.Known(List.of(), List.of(quota)),
                NEEDS,
                FitTest::noMore);
    assertThat(fits.spool()).isEqualTo(new Quantity("64Mi"));
    assertThat(fits.resources().getLimits())
        .containsEntry("ephemeral-storage", new Quantity("64Mi"));
  }

  @Test
  void countsInitContainersAsTheApiServerDoes() {
    Pod pod =
        read(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: x}
            spec:
              initContainers:
              - {name: before, restartPolicy: Always, resources: {limits: {memory: 100Mi}, requests: {memory: 10Mi}}}
              - {name: migrate, resources: {limits: {memory: 900Mi}, requests: {memory: 900Mi}}}
              containers:
              - {name: a, resources: {limits: {memory: 300Mi}, requests: {memory: 20Mi}}}
            """,
            Pod.class);
    Demand demand = Demand.of(pod);
    assertThat(demand.limits().get("memory"))
        .hasValueSatisfying(is -> assertThat(is).isEqualByComparingTo("1048576000")); // 1000Mi
    assertThat(demand.requests().get("memory"))
        .hasValueSatisfying(is -> assertThat(is).isEqualByComparingTo("954204160")); // 910Mi
    ResourceQuota quota = quota("", "{limits.memory: 1000Mi}", "{limits.memory: 0}");
    assertThat(outcome(pod, List.of(), List.of(quota)))
        .as("there is room beside the containers, below what the migration needs")
        .isEqualTo("cpu=10m memory=64Mi / memory=128Mi");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {requests: {cpu: 1, memory: 256Mi}, limits: {cpu: 1, memory: 256Mi}} | cpu=100m memory=128Mi / cpu=100m memory=128Mi | cpu=1100m memory=384Mi / cpu=1100m memory=384Mi
          {limits: {cpu: 1, memory: 256Mi}}                                    | cpu=100m memory=128Mi / cpu=100m memory=128Mi | cpu=1100m memory=384Mi / cpu=1100m memory=384Mi
          {requests: {memory: 32Mi}, limits: {memory: 256Mi}}                  | cpu=10m memory=64Mi / cpu=100m memory=128Mi  | memory=96Mi / memory=384Mi
          {requests: {cpu: 1}}                                                 | cpu=10m memory=64Mi / cpu=100m memory=128Mi  | cpu=1010m /
          """)
  void raisesWhatThePodStatesAsAWhole(String whole, String outcome, String raised) {
    Pod pod = pod("{}");
    pod.getSpec().setResources(read(whole, ResourceRequirements.class));
    assertThat(outcome(pod, List.of(), List.of())).isEqualTo(outcome);
    var fits = (Fit.Fits) Fit.of(pod, NamespaceLimits.NONE, NEEDS, FitTest::noMore);
    assertThat(fits.whole())
        .satisfies(
            all ->
                assertThat((text(all.getRequests()) + " / " + text(all.getLimits())).strip())
                    .isEqualTo(raised));
  }

  @Test
  void saysWhoObjectsAndToWhat() {
    ResourceQuota quota = quota("", "{limits.cpu: 2}", "{limits.cpu: 1451m}");
    assertThat(
            Fit.of(
                app("BURSTABLE"),
                new NamespaceLimits.Known(List.of(), List.of(quota)),
                NEEDS,
                FitTest::noMore))
        .isEqualTo(
            new Fit.TooLarge(
                new Objection(
                    Objection.By.QUOTA,
                    "ResourceQuota quota: limits.cpu 550m is more than what is left of 2 (used"
                        + " 1451m)")));
    assertThat(
            Fit.of(
                app("NONE"),
                new NamespaceLimits.Known(
                    List.of(
                        range(
                            "{type: Container, max: {memory: 32Mi}, default: {memory: 32Mi},"
                                + " defaultRequest: {memory: 32Mi}}")),
                    List.of()),
                NEEDS,
                FitTest::noMore))
        .isEqualTo(
            new Fit.TooLarge(
                new Objection(
                    Objection.By.RANGE,
                    "LimitRanges leave a container 32Mi of memory, and the sidecar needs 64Mi")));
  }

  private static String outcome(Pod pod, List<LimitRange> ranges, List<ResourceQuota> quotas) {
    return outcome(pod, ranges, quotas, FitTest::noMore);
  }

  private static String outcome(
      Pod pod, List<LimitRange> ranges, List<ResourceQuota> quotas, Supplier<OptionalLong> coming) {
    boolean guaranteed = Qos.guaranteed(pod);
    return switch (Fit.of(pod, new NamespaceLimits.Known(ranges, quotas), NEEDS, coming)) {
      case Fit.Fits(ResourceRequirements resources, Quantity spool, _, _) -> {
        Pod both = new Candidate(resources, spool).in(pod, "stuckpod");
        assertThat(Qos.guaranteed(both)).as("stays Guaranteed").isEqualTo(guaranteed);
        yield text(resources.getRequests()) + " / " + text(resources.getLimits());
      }
      case Fit.TooLarge(Objection objection) -> objection.by().name();
      case Fit.RefusedAnyway _ -> "anyway";
    };
  }

  private static OptionalLong noMore() {
    return OptionalLong.of(0);
  }

  private static String text(@Nullable Map<String, Quantity> amounts) {
    return new TreeMap<>(Demand.map(amounts))
        .entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(" "));
  }

  private static <T> T read(String yaml, Class<T> type) {
    return YAML.unmarshal("---\n" + yaml, type); // what begins with a brace is taken for JSON
  }

  private static Pod app(String kind) {
    return pod(
        kind.replace("NONE", "{}")
            .replace("BURSTABLE", BURSTABLE)
            .replace("GUARANTEED", GUARANTEED));
  }

  private static Pod pod(String resources) {
    Container container = new Container();
    container.setName("cable");
    container.setResources(read(resources, ResourceRequirements.class));
    Pod pod = read("{apiVersion: v1, kind: Pod, metadata: {name: x}, spec: {}}", Pod.class);
    pod.getSpec().setContainers(List.of(container));
    return pod;
  }

  private static LimitRange range(String item) {
    return read(
        "{apiVersion: v1, kind: LimitRange, metadata: {name: range}, spec: {limits: [%s]}}"
            .formatted(item),
        LimitRange.class);
  }

  private static ResourceQuota quota(String spec, String hard, @Nullable String used) {
    return read(
        "{apiVersion: v1, kind: ResourceQuota, metadata: {name: quota}, spec: {%s}, status: {hard: %s, used: %s}}"
            .formatted(spec, hard, used == null ? "{}" : used),
        ResourceQuota.class);
  }
}
