package dev.stuckpod.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import io.fabric8.kubernetes.api.model.HasMetadata;
import org.junit.jupiter.api.Test;

/** Where objects are looked for. */
class LineTest {

  @Test
  void analysesAreWhereTheirKindIs() {
    String group = "apis/" + HasMetadata.getApiVersion(DumpAnalysis.class) + "/";
    String kind = HasMetadata.getPlural(DumpAnalysis.class);

    assertThat(Line.analyses(null)).isEqualTo(group + kind);
    assertThat(Line.analyses("shop")).isEqualTo(group + "namespaces/shop/" + kind);
  }
}
