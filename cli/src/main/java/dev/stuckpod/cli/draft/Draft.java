package dev.stuckpod.cli.draft;

import dev.stuckpod.text.OneLine;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a policy, with comments.
 *
 * @param name of the policy
 * @param container the app's; null: the only one
 * @param selector of the pods
 */
record Draft(String name, String namespace, @Nullable String container, LabelSelector selector) {

  /**
   * Writes it by what a pod exports.
   *
   * @param now when it was seen
   */
  String of(Look look, Instant now) {
    var text = new ArrayList<String>();
    comment(
        text,
        "",
        "Drafted at %s of %s: %d series of %d metrics."
            .formatted(now, look.where(), look.first().series(), look.first().metrics().size()));
    begin(text);
    FromProfiles profiles = FromProfiles.of(look);
    profiles.missed().forEach(line -> comment(text, "  ", line));
    Guesses.Guessed guessed = Guesses.of(look, now);
    if (!profiles.knowWork()) {
      comment(
          text,
          "  ",
          profiles.rules().isEmpty()
              ? "No profile fits: what follows is guessed by the names of metrics."
              : "What fits of profiles knows the runtime and not the app's work: that is guessed by"
                  + " the names of metrics.");
      guessed.missed().forEach(line -> comment(text, "  ", line));
    }
    List<Suggestion> rules = profiles.with(guessed.rules());
    if (rules.isEmpty()) {
      comment(text, "  ", "Nothing was found that a rule could be made of.");
    }
    if (!profiles.whole().isEmpty() && rules.size() == profiles.rules().size()) {
      rules.forEach(rule -> rule.why().forEach(line -> comment(text, "  ", line)));
      comment(text, "  ", "All its rules: stuckpod profiles " + profiles.whole());
      text.add("  profile: " + profiles.whole());
    } else {
      rules(text, rules);
    }
    return String.join("\n", text) + "\n";
  }

  /**
   * Writes it where nothing could be seen.
   *
   * @param why a sentence
   */
  String ofNothing(String why, Instant now) {
    var text = new ArrayList<String>();
    comment(text, "", "Drafted at %s. %s".formatted(now, why));
    begin(text);
    comment(text, "  ", "So there is nothing that a rule could be made of but this one:");
    rules(text, List.of());
    return String.join("\n", text) + "\n";
  }

  private void begin(List<String> text) {
    comment(
        text,
        "",
        "It only watches (mode: Shadow). Before it captures: look at what it says of each pod,");
    comment(text, "", "  kubectl stuckpod explain POD");
    comment(text, "", "and when it would have fired,");
    comment(text, "", "  kubectl stuckpod simulate -f FILE --from 24h");
    text.add("apiVersion: stuckpod.dev/v1alpha1");
    text.add("kind: StuckPolicy");
    text.add("metadata: {name: \"%s\", namespace: \"%s\"}".formatted(name, namespace));
    text.add("spec:");
    text.add("  selector: " + Serialization.asJson(selector));
    if (container != null) {
      text.add("  container: \"%s\"".formatted(container));
    }
    text.add("  mode: Shadow");
  }

  private static void rules(List<String> text, List<Suggestion> suggested) {
    text.add("  stuckWhen:");
    text.add("    any:");
    var all = new ArrayList<>(suggested);
    all.add(Suggestion.scrapeHang());
    for (Suggestion rule : all) {
      rule.why().forEach(line -> comment(text, "    ", line));
      rule.yaml().forEach(line -> text.add("    " + line));
    }
  }

  private static void comment(List<String> text, String indent, String line) {
    text.add(indent + "# " + OneLine.of(line).text());
  }
}
