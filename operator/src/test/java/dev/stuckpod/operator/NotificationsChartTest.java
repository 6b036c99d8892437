package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Verdict;
import dev.stuckpod.crds.apiserver.Repository;
import dev.stuckpod.operator.notify.address.Address;
import dev.stuckpod.operator.notify.address.Addresses;
import dev.stuckpod.operator.notify.address.Wanted;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart's notifications, and what the operator understands of them. */
class NotificationsChartTest {

  private static final Path CHART = Repository.root().resolve("charts/stuckpod");
  private static final Path EVERYTHING =
      Path.of("src/test/resources/dev/stuckpod/operator/chart/everything-values.yaml");

  @Test
  void withoutAnyTheOperatorIsToldNothing() throws IOException {
    assertThat(told(template().call())).isEmpty();
  }

  @Test
  void theOperatorUnderstandsAll() throws IOException {
    String rendered = template().withValuesFile(EVERYTHING).call();

    List<Address> addresses = Addresses.read(told(rendered).orElseThrow());

    assertThat(addresses).extracting(Address::name).containsExactly("oncall", "shop", "own");
    Address oncall = addresses.getFirst();
    assertThat(oncall.type()).isEqualTo(Address.Type.Alertmanager);
    assertThat(oncall.labels()).containsEntry("severity", "page");
    assertThat(oncall.resolveAfter()).isEqualTo(Duration.ofMinutes(30));
    assertThat(oncall.wanted()).isEqualTo(Wanted.USUAL);
    Address shop = addresses.get(1);
    assertThat(shop.wanted())
        .isEqualTo(
            new Wanted(
                Set.of("shop"),
                Set.of(Verdict.Deadlock, Verdict.Starvation),
                Confidence.Strong,
                Set.of(Wanted.By.Policy)));
    assertThat(shop.linkTo("shop", "a", "hub")).hasValue("https://reports.example.com/shop/a");
  }

  @Test
  void mayReadTheSecretsThatNotificationsNameAndNoOthers() throws IOException {
    String rendered = template().withValuesFile(EVERYTHING).call();

    assertThat(own(rendered).getRules())
        .filteredOn(rule -> rule.getResourceNames().contains("slack"))
        .singleElement()
        .returns(List.of("alertmanager", "slack"), PolicyRule::getResourceNames)
        .returns(List.of("get"), PolicyRule::getVerbs);
    assertThat(own(template().call()).getRules())
        .noneMatch(rule -> rule.getResourceNames().contains("slack"));
  }

  @ParameterizedTest
  @CsvSource({
    "unknown, 1, unknown",
    "type, pager, type",
    "name, ON CALL, name",
    "url, alertmanager:9093, url",
    "url, https://me:secret@alertmanager, url",
    "secretRef.name, slack, oneOf",
    "confidence, High, confidence",
    "verdicts, {Stuck}, verdicts",
    "openedBy, {Nobody}, openedBy",
    "resolveAfter, soon, resolveAfter",
    "plainHttp, perhaps, plainHttp",
  })
  void refusesWhatIsWrong(String field, String wrong, String said) {
    HelmTemplate command =
        template()
            .set("notifications[0].name", "oncall")
            .set("notifications[0].type", "alertmanager")
            .set("notifications[0].url", "https://alertmanager.monitoring:9093")
            .set("notifications[0]." + field, wrong);

    assertThatThrownBy(command::call).hasMessageContaining(said);
  }

  private static Optional<String> told(String rendered) throws IOException {
    return ChartTest.objects(rendered, Deployment.class)
        .getFirst()
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst()
        .getEnv()
        .stream()
        .filter(variable -> variable.getName().equals("NOTIFICATIONS"))
        .map(EnvVar::getValue)
        .findFirst();
  }

  private static Role own(String rendered) throws IOException {
    return ChartTest.objects(rendered, Role.class).stream()
        .filter(role -> role.getMetadata().getName().equals("stuckpod"))
        .findFirst()
        .orElseThrow();
  }

  private static HelmTemplate template() {
    return new HelmTemplate(CHART);
  }
}
