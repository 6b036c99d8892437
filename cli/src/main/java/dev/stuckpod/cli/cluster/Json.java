package dev.stuckpod.cli.cluster;

import dev.stuckpod.text.Fit;
import dev.stuckpod.text.JsonText;
import dev.stuckpod.text.ScreenText;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Writes records for programs. */
public final class Json {

  private Json() {}

  /** As JSON, in one line. */
  public static Fit json(Object record) {
    return JsonText.of(Serialization.asJson(record) + "\n");
  }

  /** As YAML. */
  public static Fit yaml(Object record) {
    return ScreenText.of(Serialization.asYaml(record));
  }
}
