package dev.stuckpod.operator.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Selectors mean here what they mean to the API server. */
class LabelsTest {

  private static final Map<String, String> POD = Map.of("app", "hub", "tier", "front");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{matchLabels: {app: hub}} | true",
        "{matchLabels: {app: hub, tier: front}} | true",
        "{matchLabels: {app: hub, tier: back}} | false",
        "{matchLabels: {zone: a}} | false",
        "{matchExpressions: [{key: app, operator: In, values: [till, hub]}]} | true",
        "{matchExpressions: [{key: app, operator: In, values: [till]}]} | false",
        "{matchExpressions: [{key: zone, operator: In, values: [a]}]} | false",
        "{matchExpressions: [{key: app, operator: NotIn, values: [hub]}]} | false",
        "{matchExpressions: [{key: zone, operator: NotIn, values: [a]}]} | true",
        "{matchExpressions: [{key: tier, operator: Exists}]} | true",
        "{matchExpressions: [{key: zone, operator: Exists}]} | false",
        "{matchExpressions: [{key: zone, operator: DoesNotExist}]} | true",
        "{matchLabels: {app: hub}, matchExpressions: [{key: tier, operator: DoesNotExist}]} | false"
      })
  void match(String selector, boolean selected) {
    assertThat(
            new Labels(Serialization.unmarshal("---\n" + selector, LabelSelector.class)).match(POD))
        .isEqualTo(selected);
  }
}
