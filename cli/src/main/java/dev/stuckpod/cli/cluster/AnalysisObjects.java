package dev.stuckpod.cli.cluster;

import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.text.JsonText;
import dev.stuckpod.text.ScreenText;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.regex.Pattern;

/** DumpAnalyses whole, as a List for programs; page by page, for they may be 10,000 of 192 KiB. */
public final class AnalysisObjects {

  private static final long PAGE = 50;
  private static final Pattern LINE = Pattern.compile("(?m)^(?=.)");

  private AnalysisObjects() {}

  /** Writes them in the order of the API server. */
  public static void write(
      KubernetesClient client, AnalysisTable.Which which, boolean yaml, Console out) {
    out.lines(
        yaml
            ? "apiVersion: v1\nkind: List\n"
            : "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[");
    String more = "";
    boolean none = true;
    do {
      var page = page(client, which, more);
      for (DumpAnalysis analysis : page.getItems()) {
        analysis.getMetadata().setManagedFields(null);
        if (yaml) {
          out.lines((none ? "items:\n" : "") + item(Serialization.asYaml(analysis)));
        } else {
          out.print(JsonText.of((none ? "" : ",\n") + Serialization.asJson(analysis)));
        }
        none = false;
      }
      String next = page.getMetadata().getContinue();
      more = next == null ? "" : next;
    } while (!more.isEmpty());
    out.print(ScreenText.of(yaml ? none ? "items: []\n" : "" : "]}\n"));
  }

  private static String item(String document) {
    String body = document.startsWith("---\n") ? document.substring(4) : document;
    return "- " + LINE.matcher(body).replaceAll("  ").substring(2);
  }

  private static KubernetesResourceList<DumpAnalysis> page(
      KubernetesClient client, AnalysisTable.Which which, String more) {
    var options =
        new ListOptionsBuilder()
            .withLimit(PAGE)
            .withContinue(more.isEmpty() ? null : more)
            .withLabelSelector(which.labels())
            .build();
    var all = client.resources(DumpAnalysis.class);
    return which.namespace() == null
        ? all.inAnyNamespace().list(options)
        : all.inNamespace(which.namespace()).list(options);
  }
}
