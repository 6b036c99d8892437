package dev.stuckpod.operator.incident.port;

import java.util.List;

/** Port: what was found in earlier incidents, as far as it is known without asking. */
@FunctionalInterface
public interface Before {

  /**
   * Names the DumpAnalyses that count a signature of a workload, the one seen last at first. There
   * is one, unless two leaders have made two.
   *
   * @param workload as Kind/NAME
   * @param hash of the signature
   */
  List<String> counting(String namespace, String workload, String hash);
}
