package dev.stuckpod.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is read for a person, held against what the client library reads. */
class ShownAnalysisTest {

  private static final Map<Class<?>, Object> SAMPLES =
      Map.of(
          String.class,
          "a\u2026\"b",
          Boolean.class,
          true,
          boolean.class,
          true,
          Integer.class,
          3,
          int.class,
          3,
          Long.class,
          1L << 40,
          long.class,
          1L << 40,
          Condition.class,
          new ConditionBuilder()
              .withType("Captured")
              .withStatus("True")
              .withReason("r")
              .withMessage("m")
              .withLastTransitionTime("2026-01-15T12:00:00Z")
              .withObservedGeneration(7L)
              .build());

  @Test
  void readsEveryFieldAsTheLibraryDoes() throws Exception {
    var whole = new DumpAnalysis();
    whole.setMetadata(
        new ObjectMetaBuilder()
            .withName("hub-1")
            .withNamespace("shop")
            .withCreationTimestamp("2026-01-15T12:00:00Z")
            .withUid("u")
            .addToLabels("team", "chat")
            .build());
    whole.setSpec((DumpAnalysisSpec) sample(DumpAnalysisSpec.class));
    whole.setStatus((DumpAnalysisStatus) sample(DumpAnalysisStatus.class));
    String json = Serialization.asJson(whole);

    DumpAnalysis read = ShownAnalysis.read(json);

    DumpAnalysis library = Serialization.unmarshal(json, DumpAnalysis.class);
    assertThat(read.getSpec()).isEqualTo(library.getSpec()).isEqualTo(whole.getSpec());
    assertThat(read.getStatus()).isEqualTo(library.getStatus()).isEqualTo(whole.getStatus());
    assertThat(read.getMetadata())
        .extracting("name", "namespace", "creationTimestamp")
        .containsExactly("hub-1", "shop", "2026-01-15T12:00:00Z");
  }

  @Test
  void passesOverWhatItDoesNotKnowAndTakesWhatThereIs() throws Exception {
    DumpAnalysis read =
        ShownAnalysis.read(
            """
            {"kind": "DumpAnalysis", "later": [{"x": 1}], "metadata": {"name": "hub-1", "y": {}},
             "spec": {"podName": "hub-7d9", "z": null}}
            """);

    assertThat(read.getSpec().podName()).isEqualTo("hub-7d9");
    assertThat(read.getStatus()).isNull();
  }

  @Test
  void whatIsNoObjectIsRefused() {
    assertThatThrownBy(() -> ShownAnalysis.read("<html>")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ShownAnalysis.read("{}")).isInstanceOf(IOException.class);
  }

  /** A value in which nothing is missing. */
  private static Object sample(Type type) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType of) {
      Type[] arguments = of.getActualTypeArguments();
      return of.getRawType() == List.class
          ? List.of(sample(arguments[0]))
          : Map.of("a", sample(arguments[1]));
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      RecordComponent[] components = plain.getRecordComponents();
      Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = sample(components[i].getGenericType());
      }
      return plain
          .getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
          .newInstance(values);
    }
    if (plain.isEnum()) {
      return plain.getEnumConstants()[1];
    }
    return Objects.requireNonNull(SAMPLES.get(plain), plain::getName);
  }
}
