package dev.stuckpod.operator.inject;

import static dev.stuckpod.operator.inject.Pods.OPTED_IN;
import static dev.stuckpod.operator.inject.Pods.PLAIN;
import static dev.stuckpod.operator.inject.Pods.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.inject.facts.Marks;
import dev.stuckpod.operator.inject.facts.NamespaceFacts;
import dev.stuckpod.operator.inject.facts.RunAs;
import dev.stuckpod.operator.inject.fit.NamespaceLimits;
import dev.stuckpod.operator.pods.SidecarContainer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InjectionDecisionTest {

  private static final String APP = "containers: [{name: cable, image: cable:1}]";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # pod's label | namespace's label | outcome
                        |                   | NotOptedIn
          true          |                   | injected
                        | true              | injected
          true          | true              | injected
          false         | true              | OptedOut
          false         |                   | OptedOut
          yes           |                   | NotOptedIn
                        | yes               | NotOptedIn
          true          | false             | injected
          """)
  void optsInByPodOrNamespaceAndOutByPod(String onPod, String onNamespace, String outcome) {
    Pod pod = Pods.pod("{" + APP + "}");
    if (onPod != null) {
      pod.getMetadata().setLabels(Map.of(Marks.INJECT, onPod));
    }
    var namespace =
        new NamespaceFacts(
            "shop", onNamespace == null ? Map.of() : Map.of(Marks.INJECT, onNamespace));
    assertThat(outcome(decide(pod, namespace, SETTINGS))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {hostPID: true, APP}                                        | HostPid
          {hostNetwork: true, APP}                                    | HostNetwork
          {os: {name: windows}, APP}                                  | Windows
          {nodeSelector: {kubernetes.io/os: windows}, APP}            | Windows
          {os: {name: linux}, APP}                                    | injected
          {shareProcessNamespace: false, APP}                         | ProcessNamespaceNotShared
          {shareProcessNamespace: true, APP}                          | injected
          {hostUsers: false, APP}                                     | injected
          {initContainers: [{name: stuckpod, image: s}], APP}         | AlreadyInjected
          {containers: [{name: a, image: a}, {name: stuckpod, image: s}]} | AlreadyInjected
          {shareProcessNamespace: true, containers: [{name: a, image: a}, {name: b, image: b}]} | injected
          {shareProcessNamespace: true, containers: [{name: a, image: a, securityContext: {runAsUser: 1}}, {name: b, image: b}]} | ContainerAmbiguous
          {containers: [{name: a, image: a}, {name: b, image: b}]}    | SeveralContainers
          {initContainers: [{name: b, image: b, restartPolicy: Always}], APP} | SeveralContainers
          {initContainers: [{name: b, image: b}], APP}                | injected
          {containers: []}                                            | RefusedAnyway
          {securityContext: {runAsUser: 9999999999}, APP}             | RefusedAnyway
          {securityContext: {runAsUser: 1, runAsGroup: -1}, APP}      | RefusedAnyway
          {securityContext: {runAsUser: 0}, APP}                      | RootApp
          {containers: [{name: a, image: a, securityContext: {runAsUser: 0}}]} | RootApp
          """)
  void saysWhatItCannotInject(String spec, String outcome) {
    Pod pod = Pods.pod(spec.replace("APP", APP));
    assertThat(outcome(decide(pod, OPTED_IN, SETTINGS))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # container       | pod                            | annotation | reported  | uid  | gid
          -                 | -                              | -          | -         | -    | -
          {runAsUser: 1000} | -                              | -          | -         | 1000 | -
          {runAsUser: 1000} | {runAsUser: 5, runAsGroup: 6}  | -          | -         | 1000 | 6
          -                 | {runAsUser: 5, runAsGroup: 6}  | 7:8        | 9:10      | 5    | 6
          -                 | -                              | 7:8        | 9:10      | 7    | 8
          -                 | -                              | -          | 9:10      | 9    | 10
          {runAsUser: 1000} | -                              | 1000:50    | -         | 1000 | 50
          {runAsUser: 1000} | -                              | 1001:50    | -         | 1000 | -
          {runAsUser: 1000} | -                              | -          | 1000:100  | 1000 | 100
          {runAsUser: 1000} | -                              | -          | 1001:100  | 1000 | -
          {runAsGroup: 7}   | -                              | -          | -         | -    | -
          """)
  void runsAsTheApp(
      String container, String shared, String annotation, String reported, Long uid, Long gid) {
    Pod pod =
        Pods.pod(
            "{containers: [{name: cable, image: cable:1, securityContext: %s}], securityContext: %s}"
                .formatted(container, shared));
    if (annotation != null) {
      pod.getMetadata().setAnnotations(Map.of(Marks.RUN_AS, annotation));
    }
    RunAs seen = reported == null ? RunAs.UNKNOWN : RunAs.parse(reported).orElseThrow();
    InjectionDecision decision =
        InjectionDecision.of(
            pod,
            OPTED_IN,
            () -> NamespaceLimits.NONE,
            OptionalLong::empty,
            SETTINGS,
            image -> image.equals("cable:1") ? seen : RunAs.UNKNOWN);
    SecurityContext context = sidecar(decision).getSecurityContext();
    assertThat(context.getRunAsUser()).isEqualTo(uid);
    assertThat(context.getRunAsGroup()).isEqualTo(gid);
    assertThat(context.getRunAsNonRoot()).isTrue();
    assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
  }

  @Test
  void severalContainersGetASidecarWhereThePodItselfAsksForIt() {
    Pod pod = Pods.pod("{containers: [{name: a, image: a}, {name: b, image: b}]}");
    assertThat(decide(pod, OPTED_IN, SETTINGS))
        .isInstanceOfSatisfying(
            InjectionDecision.Skip.class,
            skip ->
                assertThat(skip.message())
                    .contains("label the pod itself stuckpod.dev/inject: \"true\""));
    pod.getMetadata().setLabels(Map.of(Marks.INJECT, "true"));
    assertThat(outcome(decide(pod, OPTED_IN, SETTINGS))).isEqualTo("injected");
    assertThat(outcome(decide(pod, PLAIN, SETTINGS))).isEqualTo("injected");
  }

  @Test
  void looksAtNoMoreThan64Containers() {
    assertThat(outcome(decide(crowd(64), OPTED_IN, SETTINGS))).isEqualTo("injected");
    assertThat(outcome(decide(crowd(65), OPTED_IN, SETTINGS))).isEqualTo("TooManyContainers");
  }

  private static Pod crowd(int containers) {
    return Pods.pod(
        IntStream.range(0, containers)
            .mapToObj("{name: c%d, image: a}"::formatted)
            .collect(
                Collectors.joining(", ", "{shareProcessNamespace: true, containers: [", "]}")));
  }

  @Test
  void picksTheContainerThatTheAnnotationNames() {
    Pod pod =
        Pods.pod(
            "{shareProcessNamespace: true, containers: [{name: proxy, image: p, securityContext:"
                + " {runAsUser: 1337}}, {name: cable, image: c, securityContext: {runAsUser:"
                + " 1000}}]}");
    pod.getMetadata().setAnnotations(Map.of("kubectl.kubernetes.io/default-container", "cable"));
    assertThat(sidecar(decide(pod, OPTED_IN, SETTINGS)).getSecurityContext().getRunAsUser())
        .isEqualTo(1000);
  }

  @Test
  void givesARootAppsSidecarExactlyTheAppsCapabilities() {
    Pod plain = Pods.pod("{securityContext: {runAsUser: 0}, " + APP + "}");
    SecurityContext context =
        sidecar(decide(plain, OPTED_IN, Pods.rootApps())).getSecurityContext();
    assertThat(context.getRunAsUser()).isZero();
    assertThat(context.getRunAsNonRoot()).isFalse();
    assertThat(context.getCapabilities()).isNull();

    Pod fewer =
        Pods.pod(
            "{containers: [{name: a, image: a, securityContext: {runAsUser: 0,"
                + " capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}}}]}");
    var capabilities =
        sidecar(decide(fewer, OPTED_IN, Pods.rootApps())).getSecurityContext().getCapabilities();
    assertThat(capabilities.getDrop()).containsExactly("ALL");
    assertThat(capabilities.getAdd()).containsExactly("NET_BIND_SERVICE");
  }

  @Test
  void leavesRootAppsAloneWherePodSecurityForbidsRoot() {
    Pod pod = Pods.pod("{securityContext: {runAsUser: 0}, " + APP + "}");
    var restricted =
        new NamespaceFacts(
            "bank",
            Map.of(Marks.INJECT, "true", "pod-security.kubernetes.io/enforce", "restricted"));
    assertThat(decide(pod, restricted, Pods.rootApps()))
        .isEqualTo(
            new InjectionDecision.Skip(
                SkipReason.RootApp,
                "Container cable runs as root, and so would its sidecar: Pod Security 'restricted'"
                    + " of namespace bank forbids it; run the app as another user"));
    Pod privileged =
        Pods.pod(
            "{containers: [{name: a, image: a, securityContext: {runAsUser: 0, privileged:"
                + " true}}]}");
    assertThat(outcome(decide(privileged, OPTED_IN, Pods.rootApps()))).isEqualTo("RootApp");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # the app's ports | annotation | outcome
          8080              | -          | 7443
          7443              | -          | 7444
          7443, 7444        | -          | 7445
          8080              | 9999       | 9999
          9999              | 9999       | NoFreePort
          8080              | 80         | BadAnnotation
          8080              | 70000      | BadAnnotation
          8080              | http       | BadAnnotation
          """)
  void avoidsPortsThatThePodDeclares(String ports, String annotation, String outcome) {
    Pod pod =
        Pods.pod(
            "{containers: [{name: a, image: a, ports: [%s]}]}"
                .formatted("{containerPort: " + ports.replace(", ", "}, {containerPort: ") + "}"));
    if (annotation != null) {
      pod.getMetadata().setAnnotations(Map.of(Marks.PORT, annotation));
    }
    String decided =
        switch (decide(pod, OPTED_IN, SETTINGS)) {
          case InjectionDecision.Inject(Container sidecar, _, _, _, _, _) ->
              Integer.toString(SidecarContainer.port(sidecar));
          case InjectionDecision.Skip(SkipReason reason, _) -> reason.name();
        };
    assertThat(decided).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 1000m, memory: 1024Mi}} | true
          {limits: {cpu: 1, memory: 1Gi}}                                         | true
          {limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 500m}}                  | false
          {limits: {memory: 1Gi}}                                                 | false
          {requests: {cpu: 1, memory: 1Gi}}                                       | false
          {}                                                                      | false
          """)
  void keepsAGuaranteedPodGuaranteed(String resources, boolean guaranteed) {
    Pod pod = Pods.pod("{containers: [{name: a, image: a, resources: %s}]}".formatted(resources));
    Container sidecar = sidecar(decide(pod, OPTED_IN, SETTINGS));
    assertThat(sidecar.getResources().getRequests().equals(sidecar.getResources().getLimits()))
        .isEqualTo(guaranteed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app", "1000", "-1:0", "2147483648:0", "0:9999999999"})
  void refusesARunAsThatIsNoUidAndGid(String annotation) {
    Pod pod = Pods.pod("{" + APP + "}");
    pod.getMetadata().setAnnotations(Map.of(Marks.RUN_AS, annotation));
    assertThat(decide(pod, OPTED_IN, SETTINGS))
        .isEqualTo(
            new InjectionDecision.Skip(
                SkipReason.BadAnnotation,
                "The annotation stuckpod.dev/run-as takes uid:gid, such as 1000:1000, each at most"
                    + " 2147483647, not '%s'".formatted(annotation)));
    assertThat(outcome(decide(pod, PLAIN, SETTINGS))).isEqualTo("NotOptedIn");
  }

  @Test
  void givesItsVolumeANameThatThePodHasNot() {
    Pod pod =
        Pods.pod(
            "{volumes: [{name: stuckpod-spool}, {name: stuckpod-spool-2}, {name: other}], "
                + APP
                + "}");
    var inject = (InjectionDecision.Inject) decide(pod, OPTED_IN, SETTINGS);
    assertThat(inject.spool().getName()).isEqualTo("stuckpod-spool-3");
    assertThat(inject.sidecar().getVolumeMounts())
        .extracting(VolumeMount::getName)
        .containsExactly("stuckpod-spool-3");
  }

  @Test
  void hasNoProbeThatCouldHoldThePodBack() {
    Container sidecar = sidecar(decide(Pods.pod("{" + APP + "}"), OPTED_IN, SETTINGS));
    assertThat(sidecar.getStartupProbe()).isNull();
    assertThat(sidecar.getReadinessProbe()).isNull();
    assertThat(sidecar.getLivenessProbe()).isNull();
    assertThat(sidecar.getLifecycle()).isNull();
  }

  @Test
  void leavesAPodAloneWhoseNamespaceCannotBeRead() {
    InjectionDecision decision =
        InjectionDecision.of(
            Pods.pod("{" + APP + "}"),
            OPTED_IN,
            () -> new NamespaceLimits.Unread("forbidden"),
            OptionalLong::empty,
            SETTINGS,
            image -> RunAs.UNKNOWN);
    assertThat(outcome(decision)).isEqualTo("LimitsUnread");
  }

  private static InjectionDecision decide(
      Pod pod, NamespaceFacts namespace, InjectionSettings settings) {
    return InjectionDecision.of(
        pod,
        namespace,
        () -> NamespaceLimits.NONE,
        OptionalLong::empty,
        settings,
        image -> RunAs.UNKNOWN);
  }

  private static Container sidecar(InjectionDecision decision) {
    assertThat(decision).isInstanceOf(InjectionDecision.Inject.class);
    return ((InjectionDecision.Inject) decision).sidecar();
  }

  private static String outcome(InjectionDecision decision) {
    return switch (decision) {
      case InjectionDecision.Inject _ -> "injected";
      case InjectionDecision.Skip(SkipReason reason, _) -> reason.name();
    };
  }
}
