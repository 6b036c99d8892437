package dev.stuckpod.sidecar.server;

import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.ProcessReport;
import dev.stuckpod.protocol.Reason;
import java.util.List;
import java.util.Optional;

/**
 * What a volume that keeps no dump leaves possible. A signal that ends the process needs no volume;
 * it is refused all the same where another method would do but for that: the process is not to end
 * for a full disk.
 */
final class Keeping {

  private Keeping() {}

  /**
   * Says it of every process.
   *
   * @param trouble why nothing can be kept, if so
   * @param tooLarge that a dump was too large, if so
   */
  static ProcessReport report(
      ProcessReport report, Optional<String> trouble, Optional<String> tooLarge) {
    return new ProcessReport(
        report.processes().stream().map(process -> of(process, trouble, tooLarge)).toList());
  }

  private static ProcessInfo of(
      ProcessInfo process, Optional<String> trouble, Optional<String> tooLarge) {
    boolean otherwise =
        process.methods().stream().anyMatch(info -> info.possible() && !info.kills());
    List<MethodInfo> methods =
        process.methods().stream().map(info -> of(info, otherwise, trouble, tooLarge)).toList();
    return process.withMethods(methods);
  }

  private static MethodInfo of(
      MethodInfo info, boolean otherwise, Optional<String> trouble, Optional<String> tooLarge) {
    boolean ends = info.kills() && otherwise;
    boolean kept = !info.method().signals();
    if (!info.possible() || !(ends || kept)) {
      return info;
    }
    if (trouble.isPresent()) {
      return refused(info, Reason.SpoolUnusable, trouble.get());
    }
    return ends && tooLarge.isPresent() ? refused(info, Reason.TooLarge, tooLarge.get()) : info;
  }

  private static MethodInfo refused(MethodInfo info, Reason reason, String sentence) {
    return new MethodInfo(info.method(), false, info.kills(), reason, sentence);
  }
}
