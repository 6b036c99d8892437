package dev.stuckpod.crds;

import dev.stuckpod.crds.apiserver.Repository;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionNames;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the API's reference out of the CRDs: each kind, each field, what the server checks. */
final class ApiReference {

  private static final String INTRODUCTION =
      """
      # API reference

      The kinds of `stuckpod.dev/v1alpha1`, each field with what the API server checks of it. Made of the Java types in `crds/`, as the CRDs are; `kubectl explain
      stuckpolicy.spec.stuckWhen` says the same at a terminal. All kinds are namespaced. `[]` stands for each entry of a list, `{}` for each value of a map; a field
      in **bold** must be given where the one around it is. More examples, and of each check one that is refused, are in [crds/examples](../crds/examples); the words of
      statuses are in [reasons.md](reasons.md).
      """;

  /** A kind by its plural, and an example that CrdsIT gives to a real API server. */
  private record Shown(String plural, String example) {}

  /** In the order in which people meet them. */
  private static final List<Shown> KINDS =
      List.of(
          new Shown("stuckpolicies", "valid-policy-shadow.yaml"),
          new Shown("loadtestwindows", "valid-window-whole.yaml"),
          new Shown("dumpanalyses", "valid-analysis-on-demand.yaml"),
          new Shown("metricssources", "valid-source-bearer.yaml"),
          new Shown("rawdumps", "valid-rawdump.yaml"));

  private final StringBuilder page = new StringBuilder(INTRODUCTION);

  private ApiReference() {}

  /**
   * Gives the page.
   *
   * @throws IOException when a CRD or an example cannot be read
   */
  static String page() throws IOException {
    var reference = new ApiReference();
    for (Shown kind : KINDS) {
      Path file = Repository.root().resolve("crds/" + kind.plural() + ".stuckpod.dev.yaml");
      Path example = Repository.root().resolve("crds/examples/" + kind.example());
      reference.kind(
          Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class),
          Files.readString(example));
    }
    return reference.page.toString();
  }

  /** The kinds that the page has, by their plural. */
  static List<String> kinds() {
    return KINDS.stream().map(Shown::plural).toList();
  }

  private void kind(CustomResourceDefinition crd, String example) {
    CustomResourceDefinitionNames names = crd.getSpec().getNames();
    CustomResourceDefinitionVersion version = crd.getSpec().getVersions().getFirst();
    JSONSchemaProps schema = version.getSchema().getOpenAPIV3Schema();
    page.append("\n## ").append(names.getKind()).append("\n\n").append(schema.getDescription());
    page.append("\n\n    kubectl get ").append(names.getPlural());
    names.getShortNames().forEach(name -> page.append("      # or kubectl get ").append(name));
    page.append("\n\nIt prints, beside the name: ");
    page.append(
        String.join(
            ", ",
            version.getAdditionalPrinterColumns().stream()
                .map(c -> "*%s* (`%s`)".formatted(c.getName(), c.getJsonPath()))
                .toList()));
    page.append(".\n\n```yaml\n").append(example).append("```\n");
    for (String part : List.of("spec", "status")) {
      JSONSchemaProps fields = schema.getProperties().get(part);
      if (fields != null) {
        page.append("\n### ").append(names.getKind()).append(' ').append(part).append("\n\n");
        sentence(fields.getDescription());
        FieldRows.of(fields).forEach(row -> page.append(row).append('\n'));
      }
    }
  }

  private void sentence(String text) {
    if (text != null) {
      page.append(text).append("\n\n");
    }
  }
}
