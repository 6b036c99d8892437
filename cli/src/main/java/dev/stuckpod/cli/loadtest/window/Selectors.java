package dev.stuckpod.cli.loadtest.window;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirementBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads selectors as kubectl takes them: {@code app=cable,tier!=test,track in (a,b),!canary}. */
public final class Selectors {

  private static final String KEY =
      "(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9](?:[-\\w.]{0,61}[A-Za-z0-9])?";
  private static final String VALUE = "(?:[A-Za-z0-9](?:[-\\w.]{0,61}[A-Za-z0-9])?)?";

  private static final Pattern TERM =
      Pattern.compile(
          "(?<key>%1$s)\\s*(?:(?<is>==?|!=)\\s*(?<value>%2$s)|\\s(?<in>in|notin)\\s*\\((?<values>[^()]*)\\))"
              .formatted(KEY, VALUE));
  private static final Pattern EXISTS = Pattern.compile("(?<not>!\\s*)?(?<key>" + KEY + ")");

  /** A comma between terms, not one between the values of a term. */
  private static final Pattern COMMA = Pattern.compile(",(?![^()]*\\))");

  private Selectors() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with a sentence for a person
   */
  public static LabelSelector parse(String text) {
    var selector = new LabelSelectorBuilder();
    for (String term : COMMA.split(text, -1)) {
      add(term.strip(), text, selector);
    }
    return selector.build();
  }

  private static void add(String term, String text, LabelSelectorBuilder selector) {
    Matcher compared = TERM.matcher(term);
    Matcher exists = EXISTS.matcher(term);
    if (compared.matches()) {
      if (compared.group("in") != null) {
        require(
            selector,
            compared.group("key"),
            compared.group("in").equals("in") ? "In" : "NotIn",
            values(compared.group("values"), text));
      } else if (compared.group("is").equals("!=")) {
        require(selector, compared.group("key"), "NotIn", List.of(compared.group("value")));
      } else {
        selector.addToMatchLabels(compared.group("key"), compared.group("value"));
      }
    } else if (exists.matches()) {
      require(
          selector,
          exists.group("key"),
          exists.group("not") == null ? "Exists" : "DoesNotExist",
          List.of());
    } else {
      throw wrong(text);
    }
  }

  private static List<String> values(String list, String text) {
    List<String> values = Arrays.stream(list.split(",", -1)).map(String::strip).toList();
    if (!values.stream().allMatch(value -> value.matches(VALUE))) {
      throw wrong(text);
    }
    return values;
  }

  private static void require(
      LabelSelectorBuilder selector, String key, String operator, List<String> values) {
    selector.addToMatchExpressions(
        new LabelSelectorRequirementBuilder()
            .withKey(key)
            .withOperator(operator)
            .withValues(values)
            .build());
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is not a selector: write labels as app=cable,tier=web");
  }
}
