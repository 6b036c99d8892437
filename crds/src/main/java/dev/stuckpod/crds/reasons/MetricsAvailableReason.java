package dev.stuckpod.crds.reasons;

/** Reasons of the condition MetricsAvailable of a StuckPolicy. */
public enum MetricsAvailableReason {
  Answered("The source answers and the rules' metrics have series."),
  NotNeeded("No rule of the policy asks for metrics."),
  NoPods("No running pod is selected, so nothing was asked."),
  NoRules("The policy has no rules, only onAlert: nothing is asked."),
  WindowTooShort(
      "A rule's window is shorter than four scrape intervals; the message names the smallest that"
          + " works."),
  MetricAbsent("A metric has no series for any of the pods: check its name and labels."),
  ScrapesFailing("The source's scrapes of every pod fail: up is 0."),
  SourceNotFound("The MetricsSource that the policy names does not exist."),
  SecretNotFound("A Secret or key that the MetricsSource names is missing."),
  SecretForbidden(
      "The operator has no right to read a Secret that the MetricsSource names: list it in the"
          + " chart's metricsSecrets."),
  AccountNotFound("The ServiceAccount that the MetricsSource names does not exist."),
  AccountForbidden(
      "The operator has no right to ask for a token of the ServiceAccount that the MetricsSource"
          + " names: list it in the chart's metricsServiceAccounts."),
  CredentialsExposed(
      "The MetricsSource has credentials and a url that begins with http://, and does not say that"
          + " they may be sent so: nothing was sent."),
  SourceUnreachable("The source does not answer."),
  SourceBusy("The source says that it is asked too much: it is asked again later, and less often."),
  SourceRefused("The source does not accept the credentials."),
  QueryRejected("The source rejects a query."),
  QueryNotScoped(
      "A promql rule reads more than the policy's own namespace, or cannot be checked: it was not"
          + " sent; the message says what to write."),
  SourceOnlyScrapes(
      "A promql rule asks a MetricsSource that scrapes pods and answers no queries: name another in"
          + " spec.metrics.source, or write the rule without PromQL."),
  NotScraped(
      "The operator is to scrape the pods itself and can scrape none of them: annotate them with"
          + " prometheus.io/port, or do what the message says."),
  ScrapesLate(
      "The operator scrapes the pods itself and does not keep up, so that of more than a tenth of"
          + " them the last reading is too old: give the MetricsSource a longer scrape.interval, or"
          + " the policy a Prometheus."),
  AnswerIncomplete("The source says that its answer is not complete: nothing is concluded."),
  AnswerTooLarge("The answer is larger than what is read: narrow the selector."),
  AnswerUnreadable("The answer is not one of the Prometheus API: check url and flavour.");

  private final String text;

  MetricsAvailableReason(String text) {
    this.text = text;
  }

  /** One sentence for the table in the docs. */
  public String text() {
    return text;
  }
}
