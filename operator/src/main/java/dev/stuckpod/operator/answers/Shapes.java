package dev.stuckpod.operator.answers;

import static dev.stuckpod.operator.answers.Fields.IDENTITY;
import static dev.stuckpod.operator.answers.Fields.NAME;
import static dev.stuckpod.operator.answers.Fields.SENTENCE;
import static dev.stuckpod.operator.answers.Fields.all;
import static dev.stuckpod.operator.answers.Fields.object;
import static dev.stuckpod.operator.answers.Fields.with;
import static dev.stuckpod.operator.answers.Shape.ALL;
import static dev.stuckpod.operator.answers.Shape.NOTHING;

import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation;
import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.operator.pods.NotInjected;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.scrape.Addresses;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is taken of which kind's objects. What anybody here reads of an object is in its shape: a
 * field that is read from now on is added here. Whatever its owner may write at it as he likes is
 * bounded.
 */
final class Shapes {

  private static final Pattern PODS =
      Pattern.compile(".*/api/v1/(namespaces/[^/]+/)?pods(/[^/]+)?");
  private static final Pattern WORKLOADS = Pattern.compile(".*/apis/(apps|batch)/v1/.*");
  private static final Pattern OURS = Pattern.compile(".*/apis/stuckpod\\.dev/[^/]+/.+");
  private static final Pattern POLICIES =
      Pattern.compile(".*/apis/stuckpod\\.dev/[^/]+/(namespaces/[^/]+/)?stuckpolicies(/.+)?");
  private static final Pattern ANALYSES = Pattern.compile(".*/apis/stuckpod\\.dev/.*/dumpanalyses");
  private static final Pattern WINDOW =
      Pattern.compile(".*/apis/stuckpod\\.dev/.*/loadtestwindows/.+");

  private static final Pattern SERVICES = Pattern.compile(".*/api/v1/(namespaces/[^/]+/)?services");
  private static final Pattern MONITORS =
      Pattern.compile(".*/apis/monitoring\\.coreos\\.com/[^/]+/.+");

  private static final Pattern EVENTS = Pattern.compile(".*/api/v1/namespaces/[^/]+/events");

  private static final Pattern NETWORK_POLICIES =
      Pattern.compile(".*/apis/networking\\.k8s\\.io/v1/.*networkpolicies");

  private static final Pattern TEST_RUNS = Pattern.compile(".*/apis/k6\\.io/.*");

  private static final Shape OWNERS =
      Shape.only(all("apiVersion", "kind", "name", "uid", "controller")).atMost(16);

  private static final Shape OF_PODS =
      Shape.only(
          with(
              IDENTITY,
              Map.of(
                  "labels",
                  Shape.texts(PodView.MOST_LABELS, 63),
                  "annotations",
                  Shape.only(
                      Map.of(
                          AppContainer.DEFAULT_CONTAINER,
                          NAME,
                          NotInjected.ANNOTATION,
                          SENTENCE,
                          Addresses.SCRAPE,
                          NAME,
                          Addresses.PORT,
                          NAME,
                          Addresses.PATH,
                          SENTENCE)),
                  "ownerReferences",
                  OWNERS)));

  /** How much CPU a container may use. */
  private static final Shape RESOURCES =
      Shape.only(Map.of("limits", Shape.only(Map.of("cpu", Shape.texts(1, 63)))));

  private static final Map<String, Shape> CONTAINER =
      Map.of(
          "name",
          ALL,
          "image",
          Shape.texts(1, PodView.LONGEST_IMAGE),
          "ports",
          Shape.only(with(all("containerPort", "protocol"), Map.of("name", NAME)))
              .atMost(PodView.MOST_PORTS),
          "securityContext",
          Shape.only(all("runAsUser", "runAsGroup")),
          "resources",
          RESOURCES);

  /** The sidecar is one, and has its port in a variable. */
  private static final Map<String, Shape> INIT_CONTAINER =
      with(CONTAINER, Map.of("env", Shape.only(Map.of("name", NAME, "value", NAME)).atMost(100)));

  private static final Shape STATUSES =
      Shape.only(
              with(
                  all("name", "containerID", "state", "ready", "restartCount"),
                  // of the container before it: that it is the one whose log is looked for, and why
                  // it ended
                  Map.of(
                      "resources",
                      RESOURCES,
                      "lastState",
                      Shape.only(
                          Map.of(
                              "terminated",
                              Shape.only(
                                  with(
                                      all("containerID", "exitCode", "finishedAt"),
                                      Map.of("reason", NAME))))))))
          .atMost(PodView.MOST_CONTAINERS);

  private static final Shape POD =
      object(
          OF_PODS,
          Map.of(
              "spec",
              Shape.only(
                  Map.of(
                      "containers",
                      Shape.only(CONTAINER).atMost(PodView.MOST_CONTAINERS),
                      "initContainers",
                      Shape.only(INIT_CONTAINER).atMost(32),
                      "nodeName",
                      ALL,
                      "hostNetwork",
                      ALL,
                      "securityContext",
                      Shape.only(all("runAsUser", "runAsGroup")))),
              "status",
              Shape.only(
                  Map.of(
                      "phase",
                      ALL,
                      "reason",
                      NAME,
                      "podIP",
                      ALL,
                      "conditions",
                      Shape.only(all("type", "status", "lastTransitionTime")).atMost(64),
                      "containerStatuses",
                      STATUSES,
                      "initContainerStatuses",
                      STATUSES))));

  /** They are read a few at a time, and no more of them than is bearable. */
  private static final Shape NETWORK_POLICY = object(Shape.only(IDENTITY), Map.of("spec", ALL));

  private static final Shape WORKLOAD =
      object(
          Shape.only(IDENTITY),
          Map.of("spec", Shape.only(all("replicas", "parallelism")), "status", ALL));

  /** Hardly anybody reads labels and annotations of ours, and a status is written without them. */
  private static final Shape OUR_OBJECT =
      object(Shape.only(IDENTITY), Map.of("spec", ALL, "status", ALL));

  /** A policy is asked by an annotation. */
  private static final Shape POLICY =
      object(
          Shape.only(
              with(
                  IDENTITY,
                  Map.of(
                      "annotations",
                      Shape.only(Map.of(Explanation.ASK, Shape.texts(1, Explanation.LONGEST)))))),
          Map.of("spec", ALL, "status", ALL));

  /** A list of them is what is watched. */
  private static final Shape LISTED_ANALYSES =
      object(
          Shape.only(IDENTITY),
          Map.of(
              "spec",
              Shape.only(
                  Map.of(
                      "trigger",
                      Shape.only(all("policy", "loadTestWindow", "rule")),
                      "podName",
                      NAME)),
              "status",
              Shape.only(
                  with(
                      all("alsoMatched", "storedBytes", "workload", "occurrences", "lastSeen"),
                      Map.of(
                          "conditions",
                          Shape.only(all("type", "reason")),
                          "notified",
                          Shape.only(all("name", "outcome")),
                          "dumps",
                          Shape.only(all("bytes")),
                          "signature",
                          Shape.only(all("hash")),
                          "seenIn",
                          Shape.only(all("by", "at")).atMost(32))))));

  /** Some are written again as they were read: only what the API server itself keeps is skipped. */
  private static final Shape ANY = anyObject();

  private Shapes() {}

  /**
   * What is taken of an answer.
   *
   * @param method of the request
   * @param path of the request, encoded
   */
  static Shape of(String method, String path) {
    if (PODS.matcher(path).matches()) {
      return POD;
    }
    if (method.equals("GET") && ANALYSES.matcher(path).matches()) {
      return LISTED_ANALYSES;
    }
    if (WINDOW.matcher(path).matches()) {
      return LoadTestShapes.ONE_WINDOW;
    }
    if (POLICIES.matcher(path).matches()) {
      return POLICY;
    }
    if (OURS.matcher(path).matches()) {
      return OUR_OBJECT;
    }
    if (SERVICES.matcher(path).matches()) {
      return LoadTestShapes.SERVICE;
    }
    if (MONITORS.matcher(path).matches()) {
      return LoadTestShapes.MONITOR;
    }
    if (EVENTS.matcher(path).matches()) {
      return LoadTestShapes.EVENT;
    }
    if (NETWORK_POLICIES.matcher(path).matches()) {
      return NETWORK_POLICY;
    }
    if (TEST_RUNS.matcher(path).matches()) {
      return LoadTestShapes.TEST_RUN;
    }
    return WORKLOADS.matcher(path).matches() ? WORKLOAD : ANY;
  }

  private static Shape anyObject() {
    Map<String, Shape> one = Map.of("metadata", Shape.allBut(Map.of("managedFields", NOTHING)));
    return Shape.allBut(with(one, Map.of("items", Shape.allBut(one))));
  }
}
