package dev.stuckpod.operator.answers;

import static dev.stuckpod.operator.answers.Fields.IDENTITY;
import static dev.stuckpod.operator.answers.Fields.NAME;
import static dev.stuckpod.operator.answers.Fields.SENTENCE;
import static dev.stuckpod.operator.answers.Fields.object;
import static dev.stuckpod.operator.answers.Fields.with;
import static dev.stuckpod.operator.answers.Shape.ALL;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.operator.pods.PodView;
import java.util.Map;

/** What the window of a load test reads: itself, and kinds of others. */
final class LoadTestShapes {

  private static final Shape OF_WINDOWS =
      Shape.only(Map.of(LoadTestWindow.LOAD_RUNS_ANNOTATION, Shape.texts(1, 63)));

  /** One that is read, not those that are watched. */
  static final Shape ONE_WINDOW =
      object(
          Shape.only(with(IDENTITY, Map.of("annotations", OF_WINDOWS))),
          Map.of("spec", ALL, "status", ALL));

  private static final Shape WORD = Shape.texts(1, 63);

  private static final Map<String, Shape> SELECTOR =
      Map.of(
          "matchLabels",
          Shape.texts(PodView.MOST_LABELS, 63),
          "matchExpressions",
          Shape.only(Map.of("key", NAME, "operator", WORD, "values", Shape.texts(64, 63)))
              .atMost(32));

  private static final Shape ENDPOINTS =
      Shape.only(
              Map.of(
                  "port",
                  WORD,
                  "portNumber",
                  WORD,
                  "targetPort",
                  WORD,
                  "path",
                  NAME,
                  "scheme",
                  WORD))
          .atMost(16);

  /** Of those of Prometheus' operator, where they say that pods are scraped. */
  static final Shape MONITOR =
      object(
          Shape.only(IDENTITY),
          Map.of(
              "spec",
              Shape.only(
                  Map.of(
                      "selector",
                      Shape.only(SELECTOR),
                      "podMetricsEndpoints",
                      ENDPOINTS,
                      "endpoints",
                      ENDPOINTS))));

  static final Shape SERVICE =
      object(
          Shape.only(with(IDENTITY, Map.of("labels", Shape.texts(PodView.MOST_LABELS, 63)))),
          Map.of(
              "spec",
              Shape.only(
                  Map.of(
                      "selector",
                      Shape.texts(PodView.MOST_LABELS, 63),
                      "ports",
                      Shape.only(Map.of("name", WORD, "port", WORD, "targetPort", WORD))
                          .atMost(PodView.MOST_PORTS)))));

  /** Of those of failed probes. */
  static final Shape EVENT =
      object(
          Shape.only(IDENTITY),
          Map.of(
              "involvedObject",
              Shape.only(Map.of("uid", NAME, "fieldPath", NAME)),
              "message",
              SENTENCE,
              "count",
              WORD,
              "firstTimestamp",
              WORD,
              "lastTimestamp",
              WORD,
              "eventTime",
              WORD,
              "series",
              Shape.only(Map.of("count", WORD, "lastObservedTime", WORD))));

  /** What a load does. */
  static final Shape TEST_RUN =
      object(
          Shape.only(IDENTITY),
          Map.of(
              "status",
              Shape.only(
                  Map.of(
                      "stage",
                      NAME,
                      "conditions",
                      Shape.only(Map.of("lastTransitionTime", WORD)).atMost(16)))));

  private LoadTestShapes() {}
}
