package dev.stuckpod.protocol;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What a sidecar keeps that nobody has asked it to take: it has looked before an app's end, and the
 * app looked stuck.
 *
 * @param dumps the oldest first, {@value #MOST} at most
 */
public record Kept(List<KeptDump> dumps) {

  /** So many are kept. */
  public static final int MOST = 4;

  /** Leaves out what is nothing. */
  public Kept {
    dumps = dumps == null ? List.of() : dumps.stream().filter(Objects::nonNull).toList();
  }

  /**
   * Those that make sense, with their texts changed, such as into ones that are fit to be shown.
   */
  public List<KeptDump> fit(UnaryOperator<String> text) {
    return dumps.stream()
        .filter(KeptDump::isSane)
        .limit(MOST)
        .map(dump -> dump.with(text))
        .toList();
  }
}
