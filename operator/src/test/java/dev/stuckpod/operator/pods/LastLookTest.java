package dev.stuckpod.operator.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastLookTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PreStop                   | PreStop    |           | true
          OwnPreStop: do that: now  | OwnPreStop | do that: now | false
          OwnPreStop                | OwnPreStop |           | false
          what not                  | Unknown    |           | false
          <b>: x                    | Unknown    | x         | false
          """)
  void isReadAsItWasWritten(String text, String reason, String message, boolean hooked) {
    LastLook look = LastLook.of(pod(text)).orElseThrow();
    assertThat(look.reason()).isEqualTo(reason);
    assertThat(look.message()).isEqualTo(message == null ? "" : message);
    assertThat(look.hooked()).isEqualTo(hooked);
  }

  @Test
  void isBoundedWhoeverWritesIt() {
    assertThat(LastLook.of(pod("OwnPreStop: " + "x".repeat(10_000))).orElseThrow().text())
        .hasSizeLessThan(500);
  }

  @Test
  void isNoneWhereNobodyAsked() {
    assertThat(LastLook.of(new PodBuilder().withNewMetadata().endMetadata().build())).isEmpty();
  }

  private static io.fabric8.kubernetes.api.model.Pod pod(String text) {
    return new PodBuilder()
        .withNewMetadata()
        .withAnnotations(Map.of(LastLook.ANNOTATION, text))
        .endMetadata()
        .build();
  }
}
