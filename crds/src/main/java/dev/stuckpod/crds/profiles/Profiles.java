package dev.stuckpod.crds.profiles;

import dev.stuckpod.crds.v1alpha1.StuckPolicySpec;
import dev.stuckpod.crds.v1alpha1.StuckWhen;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rules of well-known names. */
public final class Profiles {

  /** Their names, as a policy has them. */
  public static final List<String> NAMES = List.of(StuckPolicySpec.PROFILES.split("\\|", -1));

  private Profiles() {}

  /**
   * Gives one as it is written, with comments: what stands below {@code stuckWhen} in a policy.
   *
   * @throws IllegalArgumentException with a sentence, where there is none of that name
   */
  public static String text(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "There is no profile %s: take one of %s.".formatted(name, String.join(", ", NAMES)));
    }
    try (InputStream in = Profiles.class.getResourceAsStream(name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("the file of profile " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Gives the rules of one.
   *
   * @throws IllegalArgumentException with a sentence, where there is none of that name
   */
  public static StuckWhen rules(String name) {
    return new KubernetesSerialization().unmarshal(text(name), StuckWhen.class);
  }

  /** Says in a line what one is for. */
  public static String purpose(String name) {
    return text(name).lines().findFirst().orElseThrow().substring(2);
  }
}
