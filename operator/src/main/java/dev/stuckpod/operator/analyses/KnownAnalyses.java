package dev.stuckpod.operator.analyses;

import java.util.List;
import java.util.Optional;

/** DumpAnalyses as a watch has last seen them: nothing is asked when they are looked at. */
public interface KnownAnalyses {

  /** Those of a namespace that are known, in no order. */
  List<AnalysisView> in(String namespace);

  /** Those of all namespaces that are watched, in no order. */
  List<AnalysisView> all();

  /** One of them; empty where it is not there, or not known yet. */
  Optional<AnalysisView> find(String namespace, String name);
}
