package dev.stuckpod.operator.notify.address;

import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Verdict;
import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.v1alpha1.SourceAuth.SecretKeyRef;
import dev.stuckpod.operator.names.ObjectName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** An address as it is written in the chart's values; what is not there has its default. */
record Written(
    @Nullable String name,
    Address.@Nullable Type type,
    @Nullable String url,
    @Nullable SecretKeyRef secretRef,
    @Nullable SecretKeyRef bearerTokenSecret,
    @Nullable SecretKeyRef caSecret,
    @Nullable Boolean plainHttp,
    @Nullable List<String> namespaces,
    @Nullable List<Verdict> verdicts,
    @Nullable Confidence confidence,
    @Nullable List<Wanted.By> openedBy,
    @Nullable String link,
    @Nullable Map<String, String> labels,
    @Nullable String resolveAfter) {

  private static final Set<String> OWN =
      Set.of(
          "alertname",
          "namespace",
          "pod",
          "container",
          "workload",
          "verdict",
          "confidence",
          "policy");

  private static final Duration USUAL = Duration.ofHours(1);

  Address address() {
    if (name == null || !ObjectName.isLabel(name)) {
      throw new IllegalArgumentException(
          "notifications: each has a name of small letters, digits and '-', 63 at most; one has: "
              + name);
    }
    if (type == null) {
      throw wrong("say its type: webhook, slack or alertmanager");
    }
    if ((url == null) == (secretRef == null)) {
      throw wrong("give it either url, or secretRef with the Secret and key that have the URL");
    }
    var target =
        new Address.Target(
            url, secretRef, bearerTokenSecret, caSecret, Boolean.TRUE.equals(plainHttp));
    if (url != null) {
      check(url, target);
    }
    return new Address(
        name, type, target, wanted(), checkedLink(), checkedLabels(), checkedResolveAfter());
  }

  private void check(String text, Address.Target target) {
    HttpUrl parsed = HttpUrl.parse(text);
    if (parsed == null || !parsed.username().isEmpty() || !parsed.password().isEmpty()) {
      throw wrong("its url takes http:// or https://, a host, and no credentials");
    }
    if (target.isSecret() && !parsed.isHttps() && !target.plainHttp()) {
      throw wrong(
          "over http:// everyone on the way can read its token; use https://, or say that they may"
              + " with plainHttp: true");
    }
  }

  private Wanted wanted() {
    Wanted usual = Wanted.USUAL;
    return new Wanted(
        namespaces == null ? usual.namespaces() : Set.copyOf(namespaces),
        verdicts == null || verdicts.isEmpty() ? usual.verdicts() : Set.copyOf(verdicts),
        Objects.requireNonNullElse(confidence, usual.confidence()),
        openedBy == null || openedBy.isEmpty() ? usual.openedBy() : Set.copyOf(openedBy));
  }

  private @Nullable String checkedLink() {
    if (link == null || link.isEmpty()) {
      return null;
    }
    String tried = link.replaceAll("\\{(namespace|name|pod)\\}", "x");
    if (HttpUrl.parse(tried) == null || tried.contains("{")) {
      throw wrong("its link is a URL in which {namespace}, {name} and {pod} may stand");
    }
    return link;
  }

  private Map<String, String> checkedLabels() {
    if (labels == null || labels.isEmpty()) {
      return Map.of();
    }
    if (type != Address.Type.Alertmanager) {
      throw wrong("labels are for an alertmanager");
    }
    for (String label : labels.keySet()) {
      if (OWN.contains(label) || !label.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
        throw wrong("label %s is one of an alert's own, or no label's name".formatted(label));
      }
    }
    return Map.copyOf(labels);
  }

  private Duration checkedResolveAfter() {
    if (resolveAfter == null) {
      return USUAL;
    }
    try {
      Duration after = Durations.parse(resolveAfter);
      if (after.compareTo(Duration.ofMinutes(1)) >= 0) {
        return after;
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw wrong("resolveAfter takes a time from 1m on, such as 1h");
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("notifications: %s: %s".formatted(name, what));
  }
}
