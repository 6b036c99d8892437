package dev.stuckpod.operator.inject.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.inject.facts.Marks;
import dev.stuckpod.operator.pods.LastLook;
import io.fabric8.kubernetes.api.model.HTTPGetActionBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HookTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # the pod's annotation | the chart's value | outcome
                  | false | none
                  | true  | added
          true    | false | added
          true    | true  | added
          false   | true  | none
          yes     | true  | BadAnnotation
          yes     | false | BadAnnotation
          """)
  void isAddedWhereThePodOrTheChartAsksForIt(
      @Nullable String annotation, boolean byDefault, String outcome) {
    Pod pod = pod("{containers: [{name: app}]}", annotation);
    assertThat(outcome(Hook.of(pod, "app", 7443, null, byDefault))).isEqualTo(outcome);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          no hooks                    | {name: app}                                       | added
          another one                 | {name: app, lifecycle: {postStart: {exec: {}}}}   | added
          none, in other words        | {name: app, lifecycle: {}}                        | added
          one of its own              | {name: app, lifecycle: {preStop: {exec: {}}}}     | OwnPreStop
          one that only waits         | {name: app, lifecycle: {preStop: {sleep: {}}}}    | OwnPreStop
          ours, by another injection  | {name: app, lifecycle: {preStop: {httpGet: {}}}}  | OwnPreStop
          """)
  void leavesAHookOfTheAppsAlone(String name, String container, String outcome) {
    Pod pod = pod("{containers: [%s]}".formatted(container), "true");
    assertThat(outcome(Hook.of(pod, "app", 7443, null, false))).as(name).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "",
      textBlock =
          """
          ''                                  | added
          terminationGracePeriodSeconds: 30,  | added
          terminationGracePeriodSeconds: 10,  | added
          terminationGracePeriodSeconds: 9,   | ShortGrace
          terminationGracePeriodSeconds: 0,   | ShortGrace
          """)
  void needsTimeThatThePodHas(@Nullable String grace, String outcome) {
    Pod pod = pod("{%s containers: [{name: app}]}".formatted(grace == null ? "" : grace), "true");
    assertThat(outcome(Hook.of(pod, "app", 7443, null, false))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"100m, SlowSidecar", "749m, SlowSidecar", "750m, added", "1, added"})
  void needsCpuThatTheSidecarHas(String cpu, String outcome) {
    Pod pod = pod("{containers: [{name: app}]}", "true");
    Hook hook = Hook.of(pod, "app", 7443, new Quantity(cpu).getNumericalAmount(), false);
    assertThat(outcome(hook)).isEqualTo(outcome);
    if (hook instanceof Hook.LeftOut(LastLook why)) {
      assertThat(why.message())
          .startsWith("Its sidecar may use " + cpu + " of CPU")
          .contains("injection.guaranteed.cpu");
    }
  }

  @Test
  void asksTheSidecarOfTheAppsContainerAlone() {
    Pod pod = pod("{containers: [{name: log}, {name: app, lifecycle: {postStart: {}}}]}", "true");
    assertThat(Hook.of(pod, "app", 7444, null, false))
        .isEqualTo(
            new Hook.Added(
                1,
                true,
                new HTTPGetActionBuilder()
                    .withPath("/before-the-kill")
                    .withNewPort(7444)
                    .withScheme("HTTP")
                    .build()));
  }

  @Test
  void saysWhatToDo() {
    Pod pod = pod("{containers: [{name: app, lifecycle: {preStop: {exec: {}}}}]}", "true");
    Hook.LeftOut left = (Hook.LeftOut) Hook.of(pod, "app", 7443, null, false);
    assertThat(left.why().text())
        .isEqualTo(
            "OwnPreStop: Container app has a preStop hook of its own, which stays as it is: let"
                + " that ask for http://127.0.0.1:7443/before-the-kill, or do without a look before"
                + " its end");
  }

  private static String outcome(Hook hook) {
    return switch (hook) {
      case Hook.None() -> "none";
      case Hook.Added _ -> "added";
      case Hook.LeftOut(LastLook why) -> why.reason();
    };
  }

  private static Pod pod(String spec, @Nullable String annotation) {
    Pod pod = Serialization.unmarshal("kind: Pod\nmetadata: {name: x}\nspec: " + spec, Pod.class);
    if (annotation != null) {
      pod.getMetadata().setAnnotations(Map.of(Marks.BEFORE_THE_KILL, annotation));
    }
    return pod;
  }
}
