package dev.stuckpod.cli.cluster;

import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.text.JsonText;
import dev.stuckpod.text.ScreenText;
import io.fabric8.kubernetes.client.utils.Serialization;

/** How one analysis is written; the names are what a user types. */
public enum ObjectFormat {
  /** For a person. */
  text,
  /** For a person, too: there is nothing more to show. */
  wide,
  /** The object, for programs. */
  json,
  /** The object, as kubectl takes it. */
  yaml,
  /** Kind and name, as kubectl takes them. */
  name;

  /** Writes it. */
  public void write(DumpAnalysis analysis, Console out) {
    analysis.getMetadata().setManagedFields(null); // of use to API servers only
    switch (this) {
      case text, wide -> {
        out.line(AnalysisText.heading(analysis));
        AnalysisText.write(analysis, out);
      }
      case json -> out.print(JsonText.of(Serialization.asJson(analysis) + "\n"));
      case yaml -> out.print(ScreenText.of(Serialization.asYaml(analysis)));
      case name -> out.line("dumpanalysis/" + analysis.getMetadata().getName());
    }
  }
}
